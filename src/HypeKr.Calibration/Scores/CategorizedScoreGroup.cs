namespace HypeKr.Calibration;

/// <summary>Rows of one category that share one score, already counted.</summary>
/// <param name="Category">The category, not empty.</param>
/// <param name="Score">The shared score, finite.</param>
/// <param name="Count">How many rows have it, 0 or more.</param>
/// <param name="Positives">How many of those are YES, at most <paramref name="Count"/>.</param>
public readonly record struct CategorizedScoreGroup(string Category, double Score, long Count, long Positives);
