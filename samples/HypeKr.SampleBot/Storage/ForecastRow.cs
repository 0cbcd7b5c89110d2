namespace HypeKr.SampleBot;

/// <summary>One forecast as it is kept: what was said, what was made of it, what was done, and with which versions.</summary>
/// <remarks>
/// The three probability columns have one meaning each: <c>raw_prob</c> is the aggregate before extremisation,
/// <c>calibrated_prob</c> the Venn-Abers log-merge before shrinkage, <c>blended_prob</c> after shrinkage toward the market.
/// A refit reads <c>raw_prob</c> only; it is null where the prescreen ended the panel without a forecast.
/// </remarks>
internal sealed record ForecastRow
{
    public required string RunId { get; init; }
    public required string QuestionId { get; init; }
    public required string Question { get; init; }
    public required string Category { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public double? RawProbability { get; init; }
    public double? IsotonicProbability { get; init; }
    public double? Lower { get; init; }
    public double? Upper { get; init; }
    public double? CalibratedProbability { get; init; }
    public double? BlendedProbability { get; init; }
    public required string PredictionSet { get; init; }
    public decimal? Bid { get; init; }
    public decimal? Ask { get; init; }
    public decimal? Fee { get; init; }
    public required string Decision { get; init; }
    public required string Reason { get; init; }
    public string? Coin { get; init; }
    public string? Cloid { get; init; }
    public string? OrderStatus { get; init; }
    public decimal? FilledSize { get; init; }
    public decimal? AveragePrice { get; init; }
    public double? Spread { get; init; }
    public double? Confidence { get; init; }
    public required string Panel { get; init; }
    public required string PromptVersion { get; init; }
    public required string BundleHash { get; init; }
    public bool? Outcome { get; init; }
}
