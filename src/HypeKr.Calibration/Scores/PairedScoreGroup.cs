namespace HypeKr.Calibration;

/// <summary>Rows that share one forecast and one market price, already counted.</summary>
/// <param name="Score">The shared forecast, a probability.</param>
/// <param name="Market">The shared market price as a probability.</param>
/// <param name="Count">How many rows, 0 or more.</param>
/// <param name="Positives">How many of those are YES, at most <paramref name="Count"/>.</param>
public readonly record struct PairedScoreGroup(double Score, double Market, long Count, long Positives);
