namespace HypeKr.Crypto;

/// <summary>How many envelopes need one master key, and whether it may go.</summary>
public sealed class KeyUsage
{
    internal KeyUsage(KeyId id, KeyState? innerState, KeyState? outerState, long innerRows, long outerRows, bool complete)
    {
        Id = id;
        InnerState = innerState;
        OuterState = outerState;
        InnerRows = innerRows;
        OuterRows = outerRows;
        MayBeDestroyed = complete && innerRows == 0 && outerRows == 0 && innerState is not KeyState.Active && outerState is not KeyState.Active;
    }

    /// <summary>The key.</summary>
    public KeyId Id { get; }

    /// <summary>What the ring lets the key do in the inner layer; null where the ring does not have it there.</summary>
    public KeyState? InnerState { get; }

    /// <summary>What the ring lets the key do in the outer layer; null where the ring does not have it there.</summary>
    public KeyState? OuterState { get; }

    /// <summary>The envelopes whose secret is under this key.</summary>
    public long InnerRows { get; }

    /// <summary>The envelopes whose outer layer is under this key.</summary>
    public long OuterRows { get; }

    /// <summary>Whether no envelope of the report needs the key in either layer, every envelope could be read, and the key seals nothing new.</summary>
    public bool MayBeDestroyed { get; }

    /// <summary>The id, both counts and the answer.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Id} inner {InnerRows} outer {OuterRows}{(MayBeDestroyed ? " may be destroyed" : "")}");
}
