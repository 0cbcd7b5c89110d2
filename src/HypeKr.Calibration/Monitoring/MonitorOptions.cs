namespace HypeKr.Calibration;

/// <summary>How strict a monitor is.</summary>
public sealed record MonitorOptions
{
    internal static MonitorOptions Default { get; } = new();

    /// <summary>The chance, between 0 and 1, that a monitor ever alarms while nothing is wrong, however long it runs and however often it is looked at.</summary>
    /// <value>0.05 by default: evidence of 20 to 1 is an alarm (Ville's inequality).</value>
    public decimal FalseAlarmRate { get; init; } = 0.05m;

    /// <summary>The share of its capital that a monitor spreads over all its bets after every row, 0 to 1: what lets it find a drift that begins late.</summary>
    /// <value>0.002 by default, for drifts after some hundred rows; 0 for a drift from the first row on.</value>
    public double Share { get; init; } = 0.002;

    /// <summary>The seed of the random numbers that break ties between scores.</summary>
    /// <value>0 by default.</value>
    public ulong Seed { get; init; }

    internal double Threshold => -ExactMath.Log((double)FalseAlarmRate);

    internal void Validate()
    {
        if (FalseAlarmRate is <= 0 or >= 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"FalseAlarmRate is {FalseAlarmRate}; it lies between 0 and 1, for example 0.05."));
        if (!(Share >= 0 && Share < 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Share is {Share}; it lies in [0, 1), for example 0.002."));
    }
}
