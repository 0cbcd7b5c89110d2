namespace HypeKr.Calibration;

/// <summary>How far the forecasts of one category are trusted against the market.</summary>
/// <param name="Count">How many rows the category had.</param>
/// <param name="RawAlpha">The best alpha for the category alone; null where forecast and market never differ.</param>
/// <param name="Weight">n / (n + k): how much <paramref name="RawAlpha"/> counts against the global alpha.</param>
/// <param name="Alpha">The alpha to use: the weighted mean of the two, or the global one; null where neither exists.</param>
public readonly record struct CategoryShrinkage(long Count, double? RawAlpha, double Weight, double? Alpha);
