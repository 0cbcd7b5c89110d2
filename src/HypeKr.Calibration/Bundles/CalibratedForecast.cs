namespace HypeKr.Calibration;

/// <summary>A forecast with the number of every stage it went through, and what to do about it. Only a <see cref="CalibratorBundle"/> makes one.</summary>
public sealed class CalibratedForecast
{
    internal CalibratedForecast(CalibratorOptions options) => Options = options;

    /// <summary>The bundle's policies, which hold wherever the forecast is traded on.</summary>
    internal CalibratorOptions Options { get; }

    /// <summary>The forecast before calibration: column raw_prob, the only one a refit may read.</summary>
    public required RawProbability Raw { get; init; }

    /// <summary>The question's category.</summary>
    public required string Category { get; init; }

    /// <summary>The quote the decision rests on.</summary>
    public required MarketQuote Quote { get; init; }

    /// <summary>What isotonic calibration alone would say.</summary>
    public required CalibratedProbability Isotonic { get; init; }

    /// <summary>The Venn-Abers interval p0, p1.</summary>
    public required VennAbersInterval Interval { get; init; }

    /// <summary>The log-minimax merge of the interval, before shrinkage: column calibrated_prob.</summary>
    public required CalibratedProbability Calibrated { get; init; }

    /// <summary>The conformal set, made from the raw probability.</summary>
    public required PredictionSet Set { get; init; }

    /// <summary>How far the forecast is trusted against the market; null where no fitted row had a market price that differed, and then the market is believed.</summary>
    public required double? Alpha { get; init; }

    /// <summary>The market's probability, halfway between bid and ask; null where the quote is stale, crossed or one-sided.</summary>
    public required double? Market { get; init; }

    /// <summary>The calibrated probability after shrinkage toward the market: column blended_prob. Null where there is no market price.</summary>
    public required CalibratedProbability? Blended { get; init; }

    /// <summary>Trade or skip, and why.</summary>
    public required ForecastDecision Decision { get; init; }

    /// <summary>The hash of the bundle that made this forecast.</summary>
    public required string BundleHash { get; init; }

    /// <summary>All stages in a few lines, for a person to read.</summary>
    public required string Explanation { get; init; }
}
