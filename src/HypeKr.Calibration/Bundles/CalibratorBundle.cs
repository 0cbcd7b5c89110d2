namespace HypeKr.Calibration;

/// <summary>All that turns a raw probability into a decision, fitted together on the same resolved forecasts: isotonic, Venn-Abers, conformal cells, shrinkage toward the market.</summary>
/// <remarks>
/// <para>
/// Conformal cells use raw probabilities, and the shrinkage alpha is fitted on raw probabilities against the market: values calibrated
/// on the same rows would make cells invalid and alpha far too high. Venn-Abers and isotonic pool all categories.
/// </para>
/// <para>Immutable and safe to share. <see cref="Hash"/> names its exact content; a bundle saved as JSON and changed afterwards does not load.</para>
/// </remarks>
public sealed class CalibratorBundle
{
    private readonly byte[] _content;

    internal CalibratorBundle(CalibratorOptions options, long rows, long positives, IsotonicCalibrator isotonic, VennAbersCalibrator vennAbers, MondrianConformal conformal, MarketShrinkage? shrinkage)
    {
        Options = options;
        RowCount = rows;
        PositiveCount = positives;
        Isotonic = isotonic;
        VennAbers = vennAbers;
        Conformal = conformal;
        Shrinkage = shrinkage;
        _content = BundleJson.WriteContent(this);
        Hash = BundleJson.HashOf(_content);
    }

    /// <summary>The policies.</summary>
    public CalibratorOptions Options { get; }

    /// <summary>How many rows it was fitted on.</summary>
    public long RowCount { get; }

    /// <summary>How many of them were YES.</summary>
    public long PositiveCount { get; }

    /// <summary>The isotonic fit over all categories.</summary>
    public IsotonicCalibrator Isotonic { get; }

    /// <summary>The Venn-Abers model over all categories.</summary>
    public VennAbersCalibrator VennAbers { get; }

    /// <summary>The conformal cells by category and outcome.</summary>
    public MondrianConformal Conformal { get; }

    /// <summary>The shrinkage toward the market; null when no row had a market price.</summary>
    public MarketShrinkage? Shrinkage { get; }

    /// <summary>SHA-256 of the canonical JSON content, lower-case hex. Equal content has equal hashes on every machine.</summary>
    public string Hash { get; }

    /// <summary>Fits a bundle.</summary>
    /// <param name="rows">Resolved forecasts, in any order.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a row has no category, a market price outside [0, 1], or a forecast and market that are both certain and wrong. The error names the row.</exception>
    /// <exception cref="UninitializedValueException">A row holds a default value.</exception>
    public static CalibratorBundle Fit(IEnumerable<CalibrationRow> rows, CalibratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= CalibratorOptions.Default;
        options.Validate();
        var groups = new Dictionary<string, List<ScoreGroup>>(StringComparer.Ordinal);
        var (categories, forecasts, markets, labels) = (new List<string>(), new List<RawProbability>(), new List<double>(), new List<bool>());
        var places = new List<int>();
        var index = 0;
        foreach (var row in rows)
        {
            var category = Guard.Category(row.Category, index);
            if (!groups.TryGetValue(category, out var list)) groups[category] = list = [];
            list.Add(new ScoreGroup(row.Raw.Value, 1, row.Outcome.IsYes ? 1 : 0));
            if (row.Market is { } market)
            {
                Guard.Probability(market, index, "market price");
                ShrinkageTable.RefuseCertainError(new PairedScoreGroup(row.Raw.Value, market, 1, row.Outcome.IsYes ? 1 : 0), index);
                categories.Add(category);
                forecasts.Add(row.Raw);
                markets.Add(market);
                labels.Add(row.Outcome.IsYes);
                places.Add(index);
            }

            index++;
        }

        var tables = groups.ToDictionary(g => g.Key, g => ScoreTable.FromGroups(g.Value), StringComparer.Ordinal);
        var shrinkage = places.Count == 0 ? null : MarketShrinkage.Fit(categories.ToArray(), forecasts.ToArray(), markets.ToArray(), labels.ToArray(), new ShrinkageOptions { Strength = options.ShrinkageStrength });
        return Fit(tables, shrinkage, options);
    }

    /// <summary>Fits a bundle from counted tables, as a database's GROUP BY gives them: the same bundle, to its hash, as from the rows.</summary>
    /// <param name="tables">The raw probabilities and outcomes of each category.</param>
    /// <param name="pairs">The raw forecasts that have a market price, again by category; empty when there are none.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a table holds a value outside [0, 1].</exception>
    public static CalibratorBundle Fit(IReadOnlyDictionary<string, ScoreTable> tables, IReadOnlyDictionary<string, PairedScoreTable> pairs, CalibratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(pairs);
        options ??= CalibratorOptions.Default;
        options.Validate();
        var shrinkage = pairs.Values.All(p => p.TotalCount == 0) ? null : MarketShrinkage.Fit(ShrinkageTable.FromRaw(pairs), new ShrinkageOptions { Strength = options.ShrinkageStrength });
        return Fit(tables, shrinkage, options);
    }

    /// <summary>Takes a raw probability through every stage to a decision.</summary>
    /// <param name="raw">The forecaster's probability.</param>
    /// <param name="category">The question's category; one never seen is a skip.</param>
    /// <param name="quote">What the contract costs now.</param>
    /// <exception cref="UninitializedValueException">The probability or the quote is a default value.</exception>
    public CalibratedForecast Calibrate(RawProbability raw, string category, MarketQuote quote)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        var p = raw.Value;
        var isotonic = Isotonic.Predict(p);
        var interval = VennAbers.Predict(p);
        var calibrated = interval.Merge(VennAbersMerge.LogMinimax);
        var set = Conformal.PredictBinary(category, p, Options.Alpha);
        var alpha = Shrinkage?.Alpha(category);
        double? market = quote.Problem(Options.MaximumQuoteAge) is null ? (double)quote.Mid : null;
        double? blended = market is { } price ? MarketShrinkage.Blend(alpha ?? 0, calibrated, price) : null;
        var decision = Decide(p, quote, set, blended);
        return new CalibratedForecast(Options)
        {
            Raw = raw,
            Category = category,
            Quote = quote,
            Isotonic = new CalibratedProbability(isotonic),
            Interval = new ProbabilityInterval(interval.P0, interval.P1),
            Calibrated = new CalibratedProbability(calibrated),
            Set = set,
            Alpha = alpha,
            Market = market,
            Blended = blended is { } value ? new CalibratedProbability(value) : null,
            Decision = decision,
            BundleHash = Hash,
            Explanation = Explain(p, quote, isotonic, interval, calibrated, set, alpha, market, blended, decision),
        };
    }

    /// <summary>The bundle as JSON: its content and the hash of it.</summary>
    public string ToJson() => BundleJson.Write(_content, Hash);

    /// <summary>Writes the bundle as UTF-8 JSON.</summary>
    public void Save(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(System.Text.Encoding.UTF8.GetBytes(ToJson()));
    }

    /// <summary>Reads a bundle from JSON.</summary>
    /// <exception cref="BundleFormatException">The text is no bundle, its numbers contradict each other, or its content does not have the hash it states.</exception>
    public static CalibratorBundle FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return BundleJson.Read(System.Text.Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads a bundle from UTF-8 JSON.</summary>
    /// <exception cref="BundleFormatException">The bytes are no bundle, their numbers contradict each other, or the content does not have the hash it states.</exception>
    public static CalibratorBundle Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var memory = new MemoryStream();
        source.CopyTo(memory);
        return BundleJson.Read(memory.ToArray());
    }

    private static CalibratorBundle Fit(IReadOnlyDictionary<string, ScoreTable> tables, MarketShrinkage? shrinkage, CalibratorOptions options)
    {
        if (tables.Count == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        var conformal = MondrianConformal.FitBinary(tables, options.Conformal);
        var all = ScoreTable.Empty;
        foreach (var table in tables.Values) all = all.Merge(table);
        return new CalibratorBundle(options, all.TotalWeight, all.TotalPositives, IsotonicCalibrator.Fit(all), VennAbersCalibrator.Fit(all), conformal, shrinkage);
    }

    private ForecastDecision Decide(double raw, MarketQuote quote, PredictionSet set, double? blended)
    {
        if (raw < Isotonic.LowestScore || raw > Isotonic.HighestScore)
        {
            return new ForecastDecision.Skip(SkipReason.OutsideFittedRange, string.Create(CultureInfo.InvariantCulture, $"{raw} is outside the range {Isotonic.LowestScore} to {Isotonic.HighestScore} of the {RowCount} forecasts the calibrator knows"));
        }

        if (!set.CategorySeen) return new ForecastDecision.Skip(SkipReason.CategoryNeverSeen, $"no forecast of category \"{set.Category}\" has been calibrated on");
        if (set.IsForced)
        {
            return new ForecastDecision.Skip(SkipReason.TooFewSamples, string.Create(CultureInfo.InvariantCulture, $"the cells of \"{set.Category}\" have {set.Labels[1].PValue.Count} YES and {set.Labels[0].PValue.Count} NO, and {Options.Conformal.MinimumSamples} of each are needed"));
        }

        if (set.WasEmpty) return new ForecastDecision.Skip(SkipReason.EmptySet, "the forecast is unlike those of either outcome");
        if (set.Singleton is not { } outcome) return new ForecastDecision.Skip(SkipReason.SetOfBoth, "neither outcome can be excluded");

        // Without a sound quote the gate refuses before it looks at the probability.
        return Gate.At(quote, outcome == 1 ? ContractSide.Yes : ContractSide.No, blended ?? 0, Options.MaximumQuoteAge, Options.MinimumEdge);
    }

    private string Explain(double raw, MarketQuote quote, double isotonic, VennAbersInterval interval, double calibrated, PredictionSet set, double? alpha, double? market, double? blended, ForecastDecision decision)
    {
        var names = set.Kind switch
        {
            PredictionSetKind.Empty => "{}",
            PredictionSetKind.Several => "{NO, YES}",
            _ => set.Singleton == 1 ? "{YES}" : "{NO}",
        };
        var (no, yes) = (set.Labels[0], set.Labels[1]);
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"raw {raw:0.000} in \"{set.Category}\", calibrated on {RowCount} forecasts"),
            string.Create(CultureInfo.InvariantCulture, $"isotonic {isotonic:0.000}; Venn-Abers {interval.P0:0.000} to {interval.P1:0.000}, merged {calibrated:0.000}"),
            string.Create(CultureInfo.InvariantCulture, $"conformal set {names} at {100 * (1 - Options.Alpha):0.##} %: p(YES) {yes.PValue.Value:0.000} of {yes.PValue.Count}, p(NO) {no.PValue.Value:0.000} of {no.PValue.Count}"),
            blended is null
                ? $"quote {quote}: no market price to blend with"
                : string.Create(CultureInfo.InvariantCulture, $"quote {quote}: market {market:0.000}, {(alpha is { } a ? $"trust in the forecast {a.ToString("0.00", CultureInfo.InvariantCulture)}" : "no evidence against the market")}, blended {blended:0.000}"),
            decision is ForecastDecision.Trade trade ? $"trade {(trade.Side == ContractSide.Yes ? "YES" : "NO")}: {decision.Explanation}" : $"skip: {decision.Explanation}",
        ];
        return string.Join('\n', lines);
    }
}
