namespace HypeKr.Hyperliquid;

/// <summary>An action that was written to a <see cref="PlacementJournal"/> and is not a fact yet.</summary>
public sealed class UnresolvedPlacement
{
    internal UnresolvedPlacement(PlacementAttempt attempt)
    {
        var record = attempt.Record!;
        IdempotencyKey = attempt.HasOwnKey ? attempt.Key : null;
        ActionType = attempt.Type;
        State = attempt.State;
        Cloids = [.. record.Items.Where(item => item.Cloid is not null).Select(item => item.Cloid!.Value)];
        Since = DateTimeOffset.FromUnixTimeMilliseconds(record.At);
        LastFailure = attempt.LastFailure;
    }

    /// <summary>The key that was given; null where none was.</summary>
    public string? IdempotencyKey { get; }

    /// <summary>The action's wire type, such as <c>order</c>.</summary>
    public string ActionType { get; }

    /// <summary>How far it has come.</summary>
    public PlacementState State { get; }

    /// <summary>The client's ids of its orders.</summary>
    public IReadOnlyList<Cloid> Cloids { get; }

    /// <summary>When it was signed, on the venue's clock.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Why it is in doubt, or why the last look for evidence failed; null while its answer is awaited.</summary>
    public HyperliquidException? LastFailure { get; }
}
