namespace HypeKr.Calibration;

/// <summary>A forecast with the number of every stage it went through, and what to do about it. Only a <see cref="CalibratorBundle"/> makes one.</summary>
public sealed class CalibratedForecast
{
    internal CalibratedForecast(CalibratorOptions options) => Options = options;

    /// <summary>The bundle's policies, which hold wherever the forecast is traded on.</summary>
    internal CalibratorOptions Options { get; }

    /// <summary>Whether <see cref="Coherence"/> has changed it since the bundle made it.</summary>
    public bool IsCoherent { get; private init; }

    /// <summary>The forecast before calibration: column raw_prob, the only one a refit may read.</summary>
    public required RawProbability Raw { get; init; }

    /// <summary>The question's category.</summary>
    public required string Category { get; init; }

    /// <summary>The quote the decision rests on.</summary>
    public required MarketQuote Quote { get; init; }

    /// <summary>What isotonic calibration alone would say.</summary>
    public required CalibratedProbability Isotonic { get; init; }

    /// <summary>The Venn-Abers interval: its lower end is p0, the upper p1.</summary>
    public required ProbabilityInterval Interval { get; init; }

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

    /// <summary>The forecast as JSON, with the hash of its bundle and the number of every stage.</summary>
    /// <exception cref="InvalidOperationException">The forecast was made coherent with others: save those that the bundle made, and apply <see cref="Coherence"/> again.</exception>
    public string ToJson() => ForecastJson.Write(this);

    /// <summary>Reloads a forecast, which takes the bundle that made it: every number is calculated again and must be the stated one.</summary>
    /// <remarks>There is no other way from text to a calibrated probability.</remarks>
    /// <param name="json">From <see cref="ToJson"/>.</param>
    /// <param name="bundle">The bundle with the stated hash.</param>
    /// <exception cref="BundleFormatException">The text is no forecast, names another bundle, or states a number that this bundle does not give.</exception>
    public static CalibratedForecast FromJson(string json, CalibratorBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(bundle);
        return ForecastJson.Read(json, bundle);
    }

    /// <summary>The forecast with another calibrated probability, blended and decided anew.</summary>
    internal CalibratedForecast WithCalibrated(double calibrated)
    {
        double? blended = Market is { } market ? MarketShrinkage.Blend(Alpha ?? 0, calibrated, market) : null;
        var decision = Decision is ForecastDecision.Trade trade ? Gate.At(Quote, trade.Side, blended ?? 0, Options.MaximumQuoteAge, Options.MinimumEdge) : Decision;
        return new CalibratedForecast(Options)
        {
            IsCoherent = true,
            Raw = Raw,
            Category = Category,
            Quote = Quote,
            Isotonic = Isotonic,
            Interval = new ProbabilityInterval(Math.Min(Interval.Lower, calibrated), Math.Max(Interval.Upper, calibrated)),
            Calibrated = new CalibratedProbability(calibrated),
            Set = Set,
            Alpha = Alpha,
            Market = Market,
            Blended = blended is { } value ? new CalibratedProbability(value) : null,
            Decision = decision,
            BundleHash = BundleHash,
            Explanation = string.Create(CultureInfo.InvariantCulture, $"{Explanation}\ncoherent with the other outcomes {calibrated:0.000}, blended {blended:0.000}: {(decision is ForecastDecision.Trade ? "trade" : "skip")}: {decision.Explanation}"),
        };
    }
}
