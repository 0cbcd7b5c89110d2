namespace HypeKr.Hyperliquid;

/// <summary>How an agent is approved.</summary>
public sealed class AgentApproval
{
    /// <summary>When the agent lapses, at most 180 days from now. Rounded down to milliseconds.</summary>
    /// <value>The default is null: the venue decides, which is said to be after 90 days.</value>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether an agent that bears the name already is replaced: it can sign no more from then on.</summary>
    /// <value>The default is false: such an approval is refused.</value>
    public bool ReplaceExisting { get; init; }
}
