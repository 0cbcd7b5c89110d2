namespace HypeKr.Calibration;

/// <summary>Rows that share one score, already counted: what <c>SELECT score, count(*), sum(label) ... GROUP BY score</c> returns.</summary>
/// <param name="Score">The shared score, finite.</param>
/// <param name="Count">How many rows have it, 0 or more.</param>
/// <param name="Positives">How many of those are YES, at most <paramref name="Count"/>.</param>
public readonly record struct ScoreGroup(double Score, long Count, long Positives);
