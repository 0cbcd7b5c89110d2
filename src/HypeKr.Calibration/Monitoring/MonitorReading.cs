namespace HypeKr.Calibration;

/// <summary>Where a monitor stands.</summary>
/// <param name="Monitor">Its name, for example "exchangeability".</param>
/// <param name="Rows">How many rows it has seen.</param>
/// <param name="LogEvidence">ln of the evidence against "nothing is wrong": what a unit staked against it has become.</param>
/// <param name="Threshold">The value of <paramref name="LogEvidence"/> that is an alarm, ln(1 / false-alarm rate).</param>
/// <param name="AlarmRow">The number of the row, from 1, at which it first alarmed; null while it has not. An alarm stays until the monitor is replaced.</param>
public readonly record struct MonitorReading(string Monitor, long Rows, double LogEvidence, double Threshold, long? AlarmRow)
{
    /// <summary>Whether it has alarmed.</summary>
    public bool IsAlarm => AlarmRow is not null;

    /// <summary>For example "exchangeability: alarm at row 812, evidence 31 to 1 after 900 rows".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Monitor}: {(AlarmRow is { } row ? $"alarm at row {row.ToString(CultureInfo.InvariantCulture)}" : "quiet")}, evidence {ExactMath.Exp(Math.Min(LogEvidence, 100)):0.##} to 1 after {Rows} rows");
}
