namespace HypeKr.Calibration;

/// <summary>A forecast with the number of every stage it went through, and what to do about it. Only a <see cref="CalibratorBundle"/> makes one.</summary>
public sealed class CalibratedForecast
{
    private readonly CalibratorBundle _bundle;
    private readonly CalibratorBundle.Route _route;
    private readonly CalibratedForecast? _incoherent;
    private string? _explanation;

    internal CalibratedForecast(CalibratorBundle bundle, CalibratorBundle.Route route, CalibratedForecast? incoherent = null) => (_bundle, _route, _incoherent) = (bundle, route, incoherent);

    /// <summary>The bundle's policies, which hold wherever the forecast is traded on.</summary>
    internal CalibratorOptions Options => _bundle.Options;

    /// <summary>Whether <see cref="Coherence"/> has changed it since the bundle made it.</summary>
    public bool IsCoherent => _incoherent is not null;

    /// <summary>The forecast before calibration: column raw_prob, the only one a refit may read.</summary>
    public required RawProbability Raw { get; init; }

    /// <summary>The question's category.</summary>
    public required string Category { get; init; }

    /// <summary>The quote the decision rests on.</summary>
    public required MarketQuote Quote { get; init; }

    /// <summary>What isotonic calibration alone would say: the category's fit where it has one, else that of all rows. Adopted or not.</summary>
    public required CalibratedProbability Isotonic { get; init; }

    /// <summary>The Venn-Abers interval, of the category's model where it has one, else that of all rows: its lower end is p0, the upper p1. Adopted or not, so <see cref="Calibrated"/> may lie outside.</summary>
    public required ProbabilityInterval Interval { get; init; }

    /// <summary>The value of the adopted map, before shrinkage: column calibrated_prob. Of Venn-Abers the log-minimax merge.</summary>
    public required CalibratedProbability Calibrated { get; init; }

    /// <summary>Which map that was.</summary>
    public required CalibrationRung Rung { get; init; }

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
    public string BundleHash => _bundle.Hash;

    /// <summary>All stages in a few lines, for a person to read. Written when it is first read.</summary>
    public string Explanation => _explanation ??= Explain();

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
        return new CalibratedForecast(_bundle, _route, this)
        {
            Raw = Raw,
            Category = Category,
            Quote = Quote,
            Isotonic = Isotonic,
            Interval = new ProbabilityInterval(Math.Min(Interval.Lower, calibrated), Math.Max(Interval.Upper, calibrated)),
            Calibrated = new CalibratedProbability(calibrated),
            Rung = Rung,
            Set = Set,
            Alpha = Alpha,
            Market = Market,
            Blended = blended is { } value ? new CalibratedProbability(value) : null,
            Decision = Decision is ForecastDecision.Trade trade ? Gate.At(Quote, trade.Side, blended ?? 0, Options.MaximumQuoteAge, Options.MinimumEdge) : Decision,
        };
    }

    private string Explain()
    {
        var decided = Decision is ForecastDecision.Trade trade ? $"trade {(trade.Side == ContractSide.Yes ? "YES" : "NO")}" : "skip";
        if (_incoherent is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_incoherent.Explanation}\ncoherent with the other outcomes {Calibrated.Value:0.000}, blended {Blended?.Value:0.000}: {(Decision is ForecastDecision.Trade ? "trade" : "skip")}: {Decision.Explanation}");
        }

        var names = Set.Kind switch
        {
            PredictionSetKind.Empty => "{}",
            PredictionSetKind.Several => "{NO, YES}",
            _ => Set.Singleton == 1 ? "{YES}" : "{NO}",
        };
        var (no, yes) = (Set.Labels[0].PValue, Set.Labels[1].PValue);
        var maps = _route.Maps;
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"raw {Raw.Value:0.000} in \"{Category}\", calibrated on {maps.RowCount} forecasts{(Rung.Scope == CalibrationScope.Category ? " of its category" : "")}"),
            string.Create(CultureInfo.InvariantCulture, $"isotonic {Isotonic.Value:0.000}; Venn-Abers {Interval.Lower:0.000} to {Interval.Upper:0.000}; {(Rung.Method == CalibrationMethod.Identity ? "no map was shown to help, so the raw probability stays" : $"by {Rung}")}: {Calibrated.Value:0.000}"),
            string.Create(CultureInfo.InvariantCulture, $"conformal set {names} at {100 * (1 - Options.Alpha):0.##} %: p(YES) {yes.Value:0.000} of {yes.Count}, p(NO) {no.Value:0.000} of {no.Count}"),
            Blended is not { } blended
                ? $"quote {Quote}: no market price to blend with"
                : string.Create(CultureInfo.InvariantCulture, $"quote {Quote}: market {Market:0.000}, {(Alpha is { } a ? $"trust in the forecast {a.ToString("0.00", CultureInfo.InvariantCulture)}" : "no evidence against the market")}, blended {blended.Value:0.000}"),
            $"{decided}: {Decision.Explanation}",
        ];
        return string.Join('\n', lines);
    }
}
