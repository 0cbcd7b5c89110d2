namespace HypeKr.Hyperliquid;

/// <summary>The venue refused an action as a whole.</summary>
/// <remarks>The message holds the venue's words with every address replaced by its fingerprint; the words as received are in <see cref="Rejection"/>.</remarks>
public sealed class ActionRejectedException : HyperliquidException
{
    internal ActionRejectedException(string actionType, Rejection rejection)
        : base($"The venue refused '{actionType}': {rejection}") => Rejection = rejection;

    /// <summary>The kind of refusal, the venue's words, and what they hint at.</summary>
    public Rejection Rejection { get; }

    /// <summary>The kind of refusal.</summary>
    public RejectionKind Kind => Rejection.Kind;

    /// <inheritdoc/>
    public override bool IsTransient => Rejection.IsTransient;

    /// <inheritdoc/>
    public override bool MayHaveExecuted => Rejection.MayHaveExecuted;
}
