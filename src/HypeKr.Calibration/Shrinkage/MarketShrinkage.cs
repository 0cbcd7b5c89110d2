namespace HypeKr.Calibration;

/// <summary>Shrinkage of forecasts toward the market price: blended = alpha · forecast + (1 - alpha) · market, with an alpha a category.</summary>
/// <remarks>
/// <para>
/// A category's raw alpha minimises the mean log loss of the blend over [0, 1]. That is convex (the logarithm of a linear function),
/// so both ends are checked and the zero of the derivative is bisected to the last bit: no grid. With few rows it is drawn toward
/// the alpha of all rows: w = n / (n + k).
/// </para>
/// <para>Fit it on the raw aggregate or on out-of-fold calibrated values. On values a calibrator was fitted on, alpha comes out far too high.</para>
/// </remarks>
public sealed class MarketShrinkage
{
    /// <summary>k where no other is given: a category needs 50 rows for its own alpha to count half.</summary>
    public const double DefaultStrength = 50;

    private readonly SortedDictionary<string, CategoryShrinkage> _categories;

    internal MarketShrinkage(double strength, double? globalAlpha, SortedDictionary<string, CategoryShrinkage> categories)
    {
        Strength = strength;
        GlobalAlpha = globalAlpha;
        _categories = categories;
    }

    /// <summary>k, in rows.</summary>
    public double Strength { get; }

    /// <summary>The best alpha over all rows; null where forecast and market never differ, so that the rows say nothing.</summary>
    public double? GlobalAlpha { get; }

    /// <summary>What each category's rows say.</summary>
    public IReadOnlyDictionary<string, CategoryShrinkage> Categories => _categories;

    /// <summary>Fits alphas from n rows.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="forecasts">n raw forecasts in [0, 1].</param>
    /// <param name="markets">n market prices in [0, 1].</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="strength">k, 0 or more.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability, or forecast and market are both certain and wrong: no alpha has a finite loss there. The error names the row.</exception>
    public static MarketShrinkage Fit(ReadOnlySpan<string> categories, ReadOnlySpan<double> forecasts, ReadOnlySpan<double> markets, ReadOnlySpan<bool> labels, double strength = DefaultStrength)
    {
        Guard.SameLength(categories.Length, forecasts.Length, nameof(forecasts));
        Guard.SameLength(categories.Length, markets.Length, nameof(markets));
        Guard.SameLength(categories.Length, labels.Length, nameof(labels));
        var rows = new Dictionary<string, List<PairedScoreGroup>>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Length; i++)
        {
            var row = new PairedScoreGroup(Guard.Probability(forecasts[i], i, "forecast"), Guard.Probability(markets[i], i, "market price"), 1, labels[i] ? 1 : 0);
            RefuseCertainError(row, i);
            var category = Guard.Category(categories[i], i);
            if (!rows.TryGetValue(category, out var list)) rows[category] = list = [];
            list.Add(row);
        }

        return Fit(rows.ToDictionary(r => r.Key, r => PairedScoreTable.FromGroups(r.Value), StringComparer.Ordinal), strength);
    }

    /// <summary>Fits alphas from a counted table a category.</summary>
    /// <param name="tables">Raw forecasts, market prices and labels of each category.</param>
    /// <param name="strength">k, 0 or more.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    /// <exception cref="InvalidCalibrationDataException">Forecast and market of a group are both certain and wrong; the error names the group's place in its table.</exception>
    public static MarketShrinkage Fit(IReadOnlyDictionary<string, PairedScoreTable> tables, double strength = DefaultStrength)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (!(strength >= 0) || double.IsInfinity(strength)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength k is a number of rows, 0 or more.");
        var all = PairedScoreTable.Empty;
        foreach (var table in tables.Values)
        {
            for (var i = 0; i < table.Groups.Length; i++) RefuseCertainError(table.Groups[i], i);
            all = all.Merge(table);
        }

        if (all.TotalCount == 0) throw new ArgumentException("There is no row to fit on.", nameof(tables));
        var global = BestAlpha(all);
        var categories = new SortedDictionary<string, CategoryShrinkage>(StringComparer.Ordinal);
        foreach (var (category, table) in tables)
        {
            if (table.TotalCount == 0) continue;
            var raw = BestAlpha(table);
            var weight = table.TotalCount / (table.TotalCount + strength);
            categories.Add(Guard.Category(category, 0), new CategoryShrinkage(table.TotalCount, raw, weight, raw is null ? global : (weight * raw) + ((1 - weight) * global)));
        }

        return new MarketShrinkage(strength, global, categories);
    }

    /// <summary>The alpha of a category; the global one for a category never seen; null where the rows said nothing.</summary>
    public double? Alpha(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _categories.TryGetValue(category, out var fitted) ? fitted.Alpha : GlobalAlpha;
    }

    /// <summary>The blend of one forecast with its market price, or null where no alpha is known.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability.</exception>
    public double? Blend(string category, double forecast, double market) => Alpha(category) is { } alpha ? Blend(alpha, forecast, market) : null;

    /// <summary>alpha · forecast + (1 - alpha) · market.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is outside [0, 1].</exception>
    public static double Blend(double alpha, double forecast, double market)
    {
        Guard.Probability(alpha, "alpha");
        Guard.Probability(forecast, "forecast");
        Guard.Probability(market, "market price");
        return (alpha * forecast) + ((1 - alpha) * market);
    }

    /// <summary>The alpha in [0, 1] whose blend has the least mean log loss; null where forecast and market never differ.</summary>
    public static double? BestAlpha(PairedScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var differs = false;
        foreach (var group in table.Groups) differs |= group.Score != group.Market;
        if (!differs) return null;
        if (Slope(table, 0) >= 0) return 0;
        if (Slope(table, 1) <= 0) return 1;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            if (Slope(table, middle) < 0) low = middle;
            else high = middle;
        }

        return low + ((high - low) / 2);
    }

    /// <summary>The mean log loss of the blend at an alpha, without a clip.</summary>
    public static double LogLoss(PairedScoreTable table, double alpha)
    {
        ArgumentNullException.ThrowIfNull(table);
        var sum = new CompensatedSum();
        foreach (var group in table.Groups)
        {
            var p = Blend(alpha, group.Score, group.Market);
            if (group.Positives > 0) sum.Add(-group.Positives * Math.Log(p));
            if (group.Count > group.Positives) sum.Add(-(group.Count - group.Positives) * Math.Log(1 - p));
        }

        return sum.Value / table.TotalCount;
    }

    /// <summary>The derivative of the total log loss by alpha, which increases in alpha; infinite where a certain blend is wrong.</summary>
    private static double Slope(PairedScoreTable table, double alpha)
    {
        var sum = new CompensatedSum();
        foreach (var group in table.Groups)
        {
            var d = group.Score - group.Market;
            if (d == 0) continue;
            var p = (alpha * group.Score) + ((1 - alpha) * group.Market);
            if (group.Positives > 0) sum.Add(-group.Positives * d / p);
            if (group.Count > group.Positives) sum.Add((group.Count - group.Positives) * d / (1 - p));
        }

        return sum.Value;
    }

    internal static void RefuseCertainError(PairedScoreGroup group, int row)
    {
        if (group.Score != group.Market) return;
        if ((group.Market == 0 && group.Positives > 0) || (group.Market == 1 && group.Positives < group.Count))
        {
            throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"forecast and market are both {group.Market} and the outcome is {(group.Market == 0 ? "YES" : "NO")}; the log loss is infinite for every alpha. Clip one of them, for example to [0.001, 0.999]."));
        }
    }
}
