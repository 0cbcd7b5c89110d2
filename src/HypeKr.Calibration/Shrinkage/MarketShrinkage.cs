namespace HypeKr.Calibration;

/// <summary>Shrinkage of forecasts toward the market price: blended = alpha · forecast + (1 - alpha) · market, with an alpha a category.</summary>
/// <remarks>
/// <para>
/// A category's raw alpha minimises the mean log loss of the blend over [0, 1]. That is convex (the logarithm of a linear function, or
/// a logistic regression in log odds), so both ends are checked and the zero of the derivative is bisected to the last bit: no grid.
/// With few rows it is drawn toward the alpha of all rows.
/// </para>
/// <para>A <see cref="ShrinkageTable"/> holds raw aggregates or out-of-fold values only. Immutable and safe to share.</para>
/// </remarks>
public sealed class MarketShrinkage
{
    /// <summary>k where no other is given: a category needs 50 rows for its own alpha to count half.</summary>
    public const double DefaultStrength = 50;

    private readonly SortedDictionary<string, CategoryShrinkage> _categories;

    internal MarketShrinkage(ShrinkageOptions options, double? globalAlpha, double? betweenVariance, SortedDictionary<string, CategoryShrinkage> categories)
    {
        Options = options;
        GlobalAlpha = globalAlpha;
        BetweenVariance = betweenVariance;
        _categories = categories;
    }

    /// <summary>How alphas were fitted and are used.</summary>
    public ShrinkageOptions Options { get; }

    /// <summary>The best alpha over all rows; null where forecast and market never differ, so that the rows say nothing.</summary>
    public double? GlobalAlpha { get; }

    /// <summary>τ², how much the categories' true alphas vary, by moments; null with a fixed strength.</summary>
    public double? BetweenVariance { get; }

    /// <summary>What each category's rows say.</summary>
    public IReadOnlyDictionary<string, CategoryShrinkage> Categories => _categories;

    /// <summary>Fits alphas from n rows of raw forecasts.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="forecasts">n raw forecasts.</param>
    /// <param name="markets">n market prices in [0, 1].</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="options">Defaults when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability, or forecast and market are both certain and wrong: no alpha has a finite loss there. The error names the row.</exception>
    public static MarketShrinkage Fit(ReadOnlySpan<string> categories, ReadOnlySpan<RawProbability> forecasts, ReadOnlySpan<double> markets, ReadOnlySpan<bool> labels, ShrinkageOptions? options = null) =>
        Fit(ShrinkageTable.FromRaw(categories, forecasts, markets, labels), options);

    /// <summary>Fits alphas from counted rows.</summary>
    /// <param name="table">Raw or out-of-fold forecasts with market prices and labels, by category.</param>
    /// <param name="options">Defaults when left out.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    /// <exception cref="InvalidCalibrationDataException">In log odds: a forecast or price is 0 or 1; the error names the group's place in its table.</exception>
    public static MarketShrinkage Fit(ShrinkageTable table, ShrinkageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= ShrinkageOptions.Default;
        options.Validate();
        if (table.TotalCount == 0) throw new ArgumentException("There is no row to fit on.", nameof(table));
        var all = PairedScoreTable.Empty;
        foreach (var part in table.Categories.Values) all = all.Merge(part);
        var global = BestAlpha(all, options.Scale);
        var raws = new List<(string Category, long Count, double? Raw, double Variance)>();
        foreach (var (category, part) in table.Categories)
        {
            var raw = BestAlpha(part, options.Scale);
            raws.Add((category, part.TotalCount, raw, raw is { } alpha ? 1 / Information(part, alpha, options.Scale) : double.PositiveInfinity));
        }

        double? between = options.Estimate == ShrinkageEstimate.Moments ? Between([.. raws.Where(r => r.Raw is not null).Select(r => (r.Raw!.Value, r.Variance))]) : null;
        var categories = new SortedDictionary<string, CategoryShrinkage>(StringComparer.Ordinal);
        foreach (var (category, count, raw, variance) in raws)
        {
            // Without differences a category knows nothing of its own, whatever its size.
            var weight = between is { } tau ? (tau == 0 || raw is null ? 0 : tau / (tau + variance)) : count / (count + options.Strength);
            categories.Add(category, new CategoryShrinkage(count, raw, weight, raw is null ? global : (weight * raw) + ((1 - weight) * global)));
        }

        return new MarketShrinkage(options, global, between, categories);
    }

    /// <summary>The alpha of a category; the global one for a category never seen; null where the rows said nothing.</summary>
    public double? Alpha(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _categories.TryGetValue(category, out var fitted) ? fitted.Alpha : GlobalAlpha;
    }

    /// <summary>The blend of one forecast with its market price, or null where no alpha is known.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability.</exception>
    public double? Blend(string category, double forecast, double market) => Alpha(category) is { } alpha ? Blend(alpha, forecast, market, Options.Scale) : null;

    /// <summary>alpha · forecast + (1 - alpha) · market.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is outside [0, 1].</exception>
    public static double Blend(double alpha, double forecast, double market) => Blend(alpha, forecast, market, BlendScale.Linear);

    /// <summary>The blend on a scale. In log odds 0 and 1 are infinitely far: alone they win over any other value, and 0 against 1 has no blend.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is outside [0, 1], or log odds of 0 and 1 meet.</exception>
    public static double Blend(double alpha, double forecast, double market, BlendScale scale)
    {
        Guard.Probability(alpha, "alpha");
        Guard.Probability(forecast, "forecast");
        Guard.Probability(market, "market price");
        if (scale == BlendScale.Linear) return (alpha * forecast) + ((1 - alpha) * market);
        if (alpha == 0) return market;
        if (alpha == 1 || forecast == market) return forecast;
        var blended = Sigmoid((alpha * LogOdds(forecast)) + ((1 - alpha) * LogOdds(market)));
        if (double.IsNaN(blended)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"A forecast of {forecast} and a market price of {market} have no blend in log odds; clip one of them, for example to [0.001, 0.999]."));
        return blended;
    }

    /// <summary>The alpha in [0, 1] whose blend has the least mean log loss; null where forecast and market never differ.</summary>
    /// <exception cref="InvalidCalibrationDataException">In log odds: a forecast or price is 0 or 1; the error names its place in the table.</exception>
    public static double? BestAlpha(PairedScoreTable table, BlendScale scale = BlendScale.Linear)
    {
        ArgumentNullException.ThrowIfNull(table);
        var differs = false;
        for (var i = 0; i < table.Groups.Length; i++)
        {
            var group = table.Groups[i];
            differs |= group.Score != group.Market;
            if (scale == BlendScale.LogOdds && (group.Score is 0 or 1 || group.Market is 0 or 1))
            {
                throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the forecast {group.Score} or the market price {group.Market} is 0 or 1, whose log odds are infinite. Clip both, for example to [0.001, 0.999], or blend on the linear scale."));
            }
        }

        if (!differs) return null;
        if (Slope(table, 0, scale) >= 0) return 0;
        if (Slope(table, 1, scale) <= 0) return 1;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            if (Slope(table, middle, scale) < 0) low = middle;
            else high = middle;
        }

        return low + ((high - low) / 2);
    }

    /// <summary>The mean log loss of the blend at an alpha, without a clip.</summary>
    public static double LogLoss(PairedScoreTable table, double alpha, BlendScale scale = BlendScale.Linear)
    {
        ArgumentNullException.ThrowIfNull(table);
        var sum = new CompensatedSum();
        foreach (var group in table.Groups)
        {
            var p = Blend(alpha, group.Score, group.Market, scale);
            if (group.Positives > 0) sum.Add(-group.Positives * ExactMath.Log(p));
            if (group.Count > group.Positives) sum.Add(-(group.Count - group.Positives) * ExactMath.Log(1 - p));
        }

        return sum.Value / table.TotalCount;
    }

    /// <summary>The derivative of the total log loss by alpha, which increases in alpha; infinite where a certain blend is wrong.</summary>
    private static double Slope(PairedScoreTable table, double alpha, BlendScale scale)
    {
        var sum = new CompensatedSum();
        foreach (var group in table.Groups)
        {
            if (group.Score == group.Market) continue;
            if (scale == BlendScale.LogOdds)
            {
                var (forecast, market) = (LogOdds(group.Score), LogOdds(group.Market));
                var q = Sigmoid((alpha * forecast) + ((1 - alpha) * market));
                sum.Add(((group.Count * q) - group.Positives) * (forecast - market));
                continue;
            }

            var d = group.Score - group.Market;
            var p = (alpha * group.Score) + ((1 - alpha) * group.Market);
            if (group.Positives > 0) sum.Add(-group.Positives * d / p);
            if (group.Count > group.Positives) sum.Add((group.Count - group.Positives) * d / (1 - p));
        }

        return sum.Value;
    }

    /// <summary>The second derivative of the total log loss by alpha: one over it is the variance of a raw alpha.</summary>
    private static double Information(PairedScoreTable table, double alpha, BlendScale scale)
    {
        var sum = new CompensatedSum();
        foreach (var group in table.Groups)
        {
            if (group.Score == group.Market) continue;
            if (scale == BlendScale.LogOdds)
            {
                var (forecast, market) = (LogOdds(group.Score), LogOdds(group.Market));
                var q = Sigmoid((alpha * forecast) + ((1 - alpha) * market));
                sum.Add(group.Count * q * (1 - q) * (forecast - market) * (forecast - market));
                continue;
            }

            var d = group.Score - group.Market;
            var p = (alpha * group.Score) + ((1 - alpha) * group.Market);
            if (group.Positives > 0) sum.Add(group.Positives * (d / p) * (d / p));
            if (group.Count > group.Positives) sum.Add((group.Count - group.Positives) * (d / (1 - p)) * (d / (1 - p)));
        }

        return sum.Value;
    }

    /// <summary>DerSimonian and Laird, "Meta-analysis in clinical trials" (1986): what the alphas vary beyond their own variances, at least 0.</summary>
    private static double Between((double Alpha, double Variance)[] categories)
    {
        if (categories.Length < 2) return 0;
        var (weights, squares, weighted) = (new CompensatedSum(), new CompensatedSum(), new CompensatedSum());
        foreach (var (alpha, variance) in categories)
        {
            weights.Add(1 / variance);
            squares.Add(1 / variance / variance);
            weighted.Add(alpha / variance);
        }

        var mean = weighted.Value / weights.Value;
        var spread = new CompensatedSum();
        foreach (var (alpha, variance) in categories) spread.Add((alpha - mean) * (alpha - mean) / variance);
        return Math.Max(0, (spread.Value - (categories.Length - 1)) / (weights.Value - (squares.Value / weights.Value)));
    }

    private static double LogOdds(double p) => ExactMath.Log(p / (1 - p));

    private static double Sigmoid(double x) => ExactMath.Sigmoid(x);
}
