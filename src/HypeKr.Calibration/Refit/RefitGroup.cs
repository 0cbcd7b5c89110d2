namespace HypeKr.Calibration;

/// <summary>Rows that share category, day, raw probability and market price, already counted: what a database's GROUP BY over these columns gives.</summary>
/// <param name="Category">The category, not empty.</param>
/// <param name="Day">The UTC day on which the questions were created.</param>
/// <param name="Raw">The shared raw_prob, in [0, 1].</param>
/// <param name="Market">The shared market price, in [0, 1]; null where there was none.</param>
/// <param name="Count">How many rows, 0 or more.</param>
/// <param name="Positives">How many of those are YES, at most <paramref name="Count"/>.</param>
public readonly record struct RefitGroup(string Category, DateOnly Day, double Raw, double? Market, long Count, long Positives);
