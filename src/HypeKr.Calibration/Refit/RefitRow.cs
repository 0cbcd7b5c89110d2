namespace HypeKr.Calibration;

/// <summary>One resolved forecast as a database keeps it: column by column, with raw_prob and calibrated_prob apart.</summary>
/// <param name="Category">The question's category.</param>
/// <param name="Raw">Column raw_prob: the aggregate before extremisation and calibration. The only one that is fitted on.</param>
/// <param name="Outcome">What the question came to.</param>
/// <param name="CreatedAt">When the question was created: what windows and tails are cut by. The time of resolution would let outcomes choose the cut.</param>
/// <param name="Market">The market's probability when the forecast was made, if there was one.</param>
/// <param name="Calibrated">Column calibrated_prob: what a bundle made of <paramref name="Raw"/>; null where none did. It is compared with the raw column and never fitted on.</param>
/// <param name="Weight">How much the row counts, 0 or more, with at most three decimals. Sample sizes, tests and conformal cells count rows whatever their weight; null is 1.</param>
public readonly record struct RefitRow(string Category, RawProbability Raw, BinaryOutcome Outcome, DateTimeOffset CreatedAt, double? Market = null, double? Calibrated = null, decimal? Weight = null);
