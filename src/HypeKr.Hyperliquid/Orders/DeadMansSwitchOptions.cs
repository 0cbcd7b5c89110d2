namespace HypeKr.Hyperliquid;

/// <summary>How a dead man's switch is kept from firing.</summary>
public sealed class DeadMansSwitchOptions
{
    /// <summary>How often it is set anew. Each time is an action of the address's budget, which is 10,000 for good and one more for each USDC traded.</summary>
    /// <value>The default is one minute: 1,440 actions a day, so the 10,000 of an address that does not trade last a week. Every ten seconds are 8,640 a day.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after it was last set it fires: so long orders stay when this process is dead, or cannot reach the venue.</summary>
    /// <value>The default is three minutes, which outlasts two refreshes that fail. At least the interval and 10 seconds: the venue wants 5 seconds ahead.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What the interval costs a day, in actions of the address's budget.</summary>
    public int ActionsPerDay => (int)Math.Ceiling(TimeSpan.FromDays(1) / Interval);

    internal void Check(string parameter)
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(1)) throw new ArgumentOutOfRangeException(parameter, Interval, $"{nameof(Interval)} must be from a second to a day.");
        if (Timeout < Interval + TimeSpan.FromSeconds(10) || Timeout > TimeSpan.FromDays(7)) throw new ArgumentOutOfRangeException(parameter, Timeout, $"{nameof(Timeout)} must be at least 10 seconds more than {nameof(Interval)}, {Interval:c}, and at most a week.");
    }
}
