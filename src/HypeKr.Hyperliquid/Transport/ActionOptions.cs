namespace HypeKr.Hyperliquid;

/// <summary>How an action is sent.</summary>
public sealed class ActionOptions
{
    /// <summary>After this instant on its own clock the venue refuses the action. A late one costs five requests of the address's budget.</summary>
    /// <value>The default is null: it never expires. Rounded down to milliseconds.</value>
    public DateTimeOffset? ExpiresAfter { get; init; }
}
