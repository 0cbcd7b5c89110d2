namespace HypeKr.Calibration;

/// <summary>What a refit would change for one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="RowsBefore">How many rows the current bundle knows of it.</param>
/// <param name="RowsAfter">How many the new one would.</param>
/// <param name="RungBefore">Where it stands on the ladder; the identity before the first bundle.</param>
/// <param name="RungAfter">Where it would stand.</param>
/// <param name="AlphaBefore">How far its forecasts are trusted against the market.</param>
/// <param name="AlphaAfter">How far they would be.</param>
/// <param name="MeanShift">The mean absolute change of calibrated probabilities over raw ones of 0.05 to 0.95.</param>
/// <param name="LargestShift">The largest such change, with its sign.</param>
/// <param name="TailRows">How many rows it has in the held-back tail.</param>
/// <param name="TailBrierBefore">The current bundle's Brier score on them; null without rows.</param>
/// <param name="TailBrierAfter">The tested bundle's; null without rows.</param>
public sealed record RefitChange(string Category, long RowsBefore, long RowsAfter, CalibrationRung RungBefore, CalibrationRung RungAfter, double? AlphaBefore, double? AlphaAfter, double MeanShift, double LargestShift, long TailRows, double? TailBrierBefore, double? TailBrierAfter)
{
    /// <summary>One line for a person to read.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Category}: {RowsBefore} → {RowsAfter} rows, {RungBefore} → {RungAfter}, shift {MeanShift:0.000} on average and {LargestShift:+0.000;-0.000;0.000} at most{((AlphaBefore ?? AlphaAfter) is null ? "" : $", alpha {Trust(AlphaBefore)} → {Trust(AlphaAfter)}")}{(TailRows > 0 ? string.Create(CultureInfo.InvariantCulture, $", Brier {TailBrierBefore:0.0000} → {TailBrierAfter:0.0000} on the newest {TailRows}") : "")}");

    private static string Trust(double? alpha) => alpha?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none";
}
