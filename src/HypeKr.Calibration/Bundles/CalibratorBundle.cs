using System.Runtime.InteropServices;
using System.Text;

namespace HypeKr.Calibration;

/// <summary>All that turns a raw probability into a decision, fitted together on the same resolved forecasts: maps by category and over all, conformal cells, shrinkage toward the market.</summary>
/// <remarks>
/// <para>
/// Which map a category gets is the fallback ladder of <see cref="LadderOptions"/>; a map is adopted only where an out-of-sample test says
/// that it helps, and the bundle holds the tests. Conformal cells use raw probabilities, and the shrinkage alpha is fitted on out-of-fold
/// forecasts of the adopted maps: values calibrated on the same rows would make cells invalid and alpha far too high.
/// </para>
/// <para>Immutable and safe to share. <see cref="Hash"/> names its exact content; a bundle saved as JSON and changed afterwards does not load.</para>
/// </remarks>
public sealed class CalibratorBundle
{
    private readonly SortedDictionary<string, FittedMaps> _categories;
    private readonly Dictionary<string, int> _places;
    private readonly Route[] _routes;
    private readonly Route _unseen;
    private readonly SignificanceLevel _alpha;
    private readonly byte[] _json;

    internal CalibratorBundle(
        CalibratorOptions options,
        BundleProvenance provenance,
        FittedMaps global,
        IReadOnlyDictionary<string, FittedMaps> categories,
        IReadOnlyDictionary<string, CalibrationRung> rungs,
        MondrianConformal conformal,
        MarketShrinkage? shrinkage,
        BundleSignature? signature,
        IReadOnlyList<BundleWarning> warnings,
        (byte[] Json, string Hash, string ModelHash)? written = null)
    {
        Options = options;
        Provenance = provenance;
        Global = global;
        _categories = new SortedDictionary<string, FittedMaps>(StringComparer.Ordinal);
        foreach (var (name, maps) in categories) _categories.Add(name, maps);
        Conformal = conformal;
        Shrinkage = shrinkage;
        Signature = signature;
        Warnings = warnings;
        _alpha = SignificanceLevel.FromDecimal(options.Alpha);
        _places = new Dictionary<string, int>(_categories.Count, StringComparer.Ordinal);
        _routes = new Route[_categories.Count];
        CategoryNames = [.. _categories.Keys];
        var quantiles = Quantiles(conformal, _alpha);
        for (var i = 0; i < _routes.Length; i++)
        {
            var name = CategoryNames[i];
            _places.Add(name, i);
            _routes[i] = new Route(name, rungs.GetValueOrDefault(name), global, _categories[name], shrinkage?.Alpha(name), conformal, quantiles);
        }

        var fallback = global.Adopted == CalibrationMethod.Identity ? CalibrationRung.Identity : new CalibrationRung(CalibrationScope.Global, global.Adopted);
        _unseen = new Route(null, fallback, global, null, shrinkage?.GlobalAlpha, conformal, quantiles);
        (_json, Hash, ModelHash) = written ?? BundleJson.Write(this);
    }

    /// <summary>The policies.</summary>
    public CalibratorOptions Options { get; }

    /// <summary>What the bundle replaces, the data it saw, and the code that fitted it.</summary>
    public BundleProvenance Provenance { get; }

    /// <summary>How many rows it was fitted on.</summary>
    public long RowCount => Global.RowCount;

    /// <summary>How many of them were YES.</summary>
    public long PositiveCount => Global.PositiveCount;

    /// <summary>The maps of all rows together. Its isotonic fit and Venn-Abers model always exist.</summary>
    public FittedMaps Global { get; }

    /// <summary>The maps of every category that had rows, in ordinal order.</summary>
    public IReadOnlyDictionary<string, FittedMaps> Categories => _categories;

    /// <summary>The names of <see cref="Categories"/>, whose places are what the batch form of <see cref="Apply(ReadOnlySpan{double}, ReadOnlySpan{int}, ReadOnlySpan{double}, Span{CalibratedRow})"/> takes.</summary>
    public IReadOnlyList<string> CategoryNames { get; }

    /// <summary>The conformal cells by category and outcome.</summary>
    public MondrianConformal Conformal { get; }

    /// <summary>The shrinkage toward the market; null when no row had a market price.</summary>
    public MarketShrinkage? Shrinkage { get; }

    /// <summary>SHA-256 of the canonical JSON content (provenance, and the hash of the models), lower-case hex.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 of the options and models alone: equal on every machine and runtime for equal rows and options.</summary>
    public string ModelHash { get; }

    /// <summary>The signature it was saved with or has been given, if any.</summary>
    public BundleSignature? Signature { get; }

    /// <summary>What deserved a look when it was loaded; empty for a bundle that was fitted here.</summary>
    public IReadOnlyList<BundleWarning> Warnings { get; }

    /// <summary>Fits a bundle.</summary>
    /// <param name="rows">Resolved forecasts, in any order.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <param name="provenance">Where the rows come from; versions are filled in here.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a row has no category, a market price outside [0, 1], or a forecast and market that are both certain and wrong. The error names the row.</exception>
    /// <exception cref="UninitializedValueException">A row holds a default value.</exception>
    public static CalibratorBundle Fit(IEnumerable<CalibrationRow> rows, CalibratorOptions? options = null, BundleProvenance? provenance = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= CalibratorOptions.Default;
        options.Validate();
        var groups = new Dictionary<string, List<ScoreGroup>>(StringComparer.Ordinal);
        var pairs = new Dictionary<string, List<PairedScoreGroup>>(StringComparer.Ordinal);
        var index = 0;
        foreach (var row in rows)
        {
            var category = Guard.Category(row.Category, index);
            var (raw, positives) = (row.Raw.Value, row.Outcome.IsYes ? 1 : 0);
            Of(groups, category).Add(new ScoreGroup(raw, 1, positives));
            if (row.Market is { } market)
            {
                var pair = new PairedScoreGroup(raw, Guard.Probability(market, index, "market price"), 1, positives);
                ShrinkageTable.RefuseCertainError(pair, index);
                Of(pairs, category).Add(pair);
            }

            index++;
        }

        return Fit(
            groups.ToDictionary(g => g.Key, g => ScoreTable.FromGroups(g.Value), StringComparer.Ordinal),
            pairs.ToDictionary(g => g.Key, g => PairedScoreTable.FromGroups(g.Value), StringComparer.Ordinal),
            options,
            provenance);

        static List<T> Of<T>(Dictionary<string, List<T>> lists, string category) => CollectionsMarshal.GetValueRefOrAddDefault(lists, category, out _) ??= [];
    }

    /// <summary>Fits a bundle from counted tables, as a database's GROUP BY gives them: the same bundle, to its hash, as from the rows.</summary>
    /// <param name="tables">The raw probabilities and outcomes of each category, in whole rows.</param>
    /// <param name="pairs">Those of these rows that have a market price, again by category; empty when there are none.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <param name="provenance">Where the rows come from; versions are filled in here.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a table holds a value outside [0, 1] or weights, or pairs hold rows that the tables do not.</exception>
    public static CalibratorBundle Fit(IReadOnlyDictionary<string, ScoreTable> tables, IReadOnlyDictionary<string, PairedScoreTable> pairs, CalibratorOptions? options = null, BundleProvenance? provenance = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(pairs);
        options ??= CalibratorOptions.Default;
        options.Validate();
        foreach (var (category, table) in pairs)
        {
            for (var i = 0; i < table.Groups.Length; i++) ShrinkageTable.RefuseCertainError(table.Groups[i], i, category);
        }

        return BundleFit.Fit(tables, tables, pairs, options, Stamped(provenance));
    }

    /// <summary>Where a category stands on the ladder; for one never seen, what the map of all rows gives it.</summary>
    public CalibrationRung RungOf(string category) => RouteOf(category).Rung;

    /// <summary>The place of a category in <see cref="CategoryNames"/>, or -1 for one without rows.</summary>
    public int IndexOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _places.GetValueOrDefault(category, -1);
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
        var route = RouteOf(category);
        var isotonic = route.Isotonic.Predict(p);
        var interval = route.VennAbers.PredictOne(p);
        var calibrated = route.Value(p, isotonic, interval);
        var set = Conformal.PredictBinary(route.Cell, category, p, _alpha);
        var problem = quote.Problem(Options.MaximumQuoteAge);
        double? market = problem is null ? quote.MidPrice : null;
        double? blended = market is { } price ? MarketShrinkage.Blend(route.Alpha ?? 0, calibrated, price) : null;
        return new CalibratedForecast(this, route)
        {
            Raw = raw,
            Category = category,
            Quote = quote,
            Isotonic = new CalibratedProbability(isotonic),
            Interval = new ProbabilityInterval(interval.P0, interval.P1),
            Calibrated = new CalibratedProbability(calibrated),
            Rung = route.Rung,
            Set = set,
            Alpha = route.Alpha,
            Market = market,
            Blended = blended is { } value ? new CalibratedProbability(value) : null,
            Decision = Decide(p, in quote, problem, route, set, blended),
        };
    }

    /// <summary>Takes n rows through every stage, without allocation.</summary>
    /// <param name="raw">n raw probabilities.</param>
    /// <param name="categories">n places in <see cref="CategoryNames"/>; -1 for a category never seen.</param>
    /// <param name="markets">n market prices, NaN where there is none; or empty for none at all.</param>
    /// <param name="destination">Room for n rows.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="InvalidCalibrationDataException">A probability or price is outside [0, 1], or a place does not exist; the error names the row.</exception>
    public void Apply(ReadOnlySpan<double> raw, ReadOnlySpan<int> categories, ReadOnlySpan<double> markets, Span<CalibratedRow> destination)
    {
        Guard.SameLength(raw.Length, categories.Length, nameof(categories));
        if (!markets.IsEmpty) Guard.SameLength(raw.Length, markets.Length, nameof(markets));
        Guard.Room(raw.Length, destination.Length, "rows");
        for (var i = 0; i < raw.Length; i++)
        {
            var p = Guard.Probability(raw[i], i, "raw probability");
            if (categories[i] < -1 || categories[i] >= _routes.Length) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the category {categories[i]} is neither one of 0 to {_routes.Length - 1} nor -1."));
            var route = categories[i] < 0 ? _unseen : _routes[categories[i]];
            var isotonic = route.Isotonic.Predict(p);
            var interval = route.VennAbers.PredictOne(p);
            var calibrated = route.Value(p, isotonic, interval);
            var blended = double.NaN;
            if (!markets.IsEmpty && !double.IsNaN(markets[i]))
            {
                var (alpha, market) = (route.Alpha ?? 0, Guard.Probability(markets[i], i, "market price"));
                blended = (alpha * calibrated) + ((1 - alpha) * market);
            }

            destination[i] = new CalibratedRow(isotonic, interval.P0, interval.P1, calibrated, blended, Set(route, p));
        }
    }

    /// <summary>The adopted maps' values of n rows (column calibrated_prob), without allocation.</summary>
    /// <param name="raw">n raw probabilities.</param>
    /// <param name="categories">n places in <see cref="CategoryNames"/>; -1 for a category never seen.</param>
    /// <param name="destination">Room for n values; may be the raw probabilities themselves.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="InvalidCalibrationDataException">A probability is outside [0, 1], or a place does not exist; the error names the row.</exception>
    public void Apply(ReadOnlySpan<double> raw, ReadOnlySpan<int> categories, Span<double> destination)
    {
        Guard.SameLength(raw.Length, categories.Length, nameof(categories));
        Guard.Room(raw.Length, destination.Length, "values");
        for (var i = 0; i < raw.Length; i++)
        {
            var p = Guard.Probability(raw[i], i, "raw probability");
            if (categories[i] < -1 || categories[i] >= _routes.Length) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the category {categories[i]} is neither one of 0 to {_routes.Length - 1} nor -1."));
            var route = categories[i] < 0 ? _unseen : _routes[categories[i]];
            destination[i] = route.Maps.Predict(route.Rung.Method, p);
        }
    }

    /// <summary>This bundle with a signature over its hash, which is not part of its hash.</summary>
    /// <param name="keyId">Which key signs.</param>
    /// <param name="signer">Signs the 32 bytes of the hash.</param>
    /// <exception cref="ArgumentException">There is no key name, or the signer gave nothing.</exception>
    public CalibratorBundle Sign(string keyId, BundleSigner signer)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ArgumentNullException.ThrowIfNull(signer);
        var value = signer(Convert.FromHexString(Hash));
        if (value is not { Length: > 0 }) throw new ArgumentException("The signer gave no bytes.", nameof(signer));
        return new CalibratorBundle(Options, Provenance, Global, _categories, Rungs(), Conformal, Shrinkage, new BundleSignature(keyId, value), Warnings);
    }

    /// <summary>The bundle as JSON: its content, the hash of it, and its signature.</summary>
    public string ToJson() => Encoding.UTF8.GetString(_json);

    /// <summary>Writes the bundle as UTF-8 JSON.</summary>
    public void Save(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(_json);
    }

    /// <summary>Saves the bundle as a file, atomically and durably: a temporary file in the same folder, flushed to the disk, renamed over the old one, and the folder flushed.</summary>
    /// <remarks>After a crash at any moment the path holds the old file or the new one, whole. On Windows a rename is atomic too, but .NET has no way to flush a folder there: after a loss of power the old file may still be in place.</remarks>
    /// <param name="path">Where; an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DurableFile.Write(path, _json);
    }

    /// <summary>Reads a bundle from JSON.</summary>
    /// <param name="json">From <see cref="ToJson"/>.</param>
    /// <param name="options">What the bundle must be besides whole; defaults when left out.</param>
    /// <exception cref="BundleFormatException">The text is no bundle or not canonical, its numbers contradict each other, its content does not have the hash it states, or its signature is refused.</exception>
    /// <exception cref="BundleDriftException">A warning is an error by the options.</exception>
    public static CalibratorBundle FromJson(string json, BundleLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return BundleJson.Read(Encoding.UTF8.GetBytes(json), options ?? BundleLoadOptions.Default);
    }

    /// <summary>Reads a bundle from UTF-8 JSON.</summary>
    /// <inheritdoc cref="FromJson"/>
    /// <param name="source">The bytes; read to their end.</param>
    /// <param name="options">What the bundle must be besides whole; defaults when left out.</param>
    public static CalibratorBundle Load(Stream source, BundleLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var memory = new MemoryStream();
        source.CopyTo(memory);
        return BundleJson.Read(memory.ToArray(), options ?? BundleLoadOptions.Default);
    }

    /// <summary>Reads a bundle from a file.</summary>
    /// <inheritdoc cref="FromJson"/>
    /// <param name="path">Where it was saved.</param>
    /// <param name="options">What the bundle must be besides whole; defaults when left out.</param>
    public static CalibratorBundle Load(string path, BundleLoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return BundleJson.Read(File.ReadAllBytes(path), options ?? BundleLoadOptions.Default);
    }

    /// <summary>What each category's forecasts go through, in the order of <see cref="CategoryNames"/>.</summary>
    internal IReadOnlyList<Route> Routes => _routes;

    /// <summary>What the forecasts of a category never seen go through.</summary>
    internal Route UnseenRoute => _unseen;

    internal static BundleProvenance Stamped(BundleProvenance? provenance) => new() { ParentHash = provenance?.ParentHash, DataFrom = provenance?.DataFrom, DataTo = provenance?.DataTo, CutOff = provenance?.CutOff };

    internal IReadOnlyDictionary<string, CalibrationRung> Rungs() => _routes.ToDictionary(r => r.Category!, r => r.Rung, StringComparer.Ordinal);

    /// <summary>For a category and a label the nonconformity score up to which the label is in the set; +∞ where the cell is too small to exclude it.</summary>
    private static (double No, double Yes)[] Quantiles(MondrianConformal conformal, SignificanceLevel alpha)
    {
        var categories = conformal.Options.ByCategory ? conformal.Categories.Count : 1;
        var quantiles = new (double, double)[categories];
        for (var i = 0; i < categories; i++) quantiles[i] = (Of(i, 0), Of(i, 1));
        return quantiles;

        double Of(int category, int @class)
        {
            var cell = conformal.CellAt(category, @class);
            return cell.AlwaysIncludes ? double.PositiveInfinity : cell.Quantile(alpha);
        }
    }

    private BinarySet Set(Route route, double p)
    {
        var set = (p <= route.Quantile.No ? BinarySet.No : 0) | (1 - p <= route.Quantile.Yes ? BinarySet.Yes : 0);
        if (set != BinarySet.None || Options.Conformal.EmptySets == EmptySetRule.Keep) return set;
        var filled = Conformal.PredictBinary(route.Cell, route.Category ?? "", p, _alpha);
        return (filled.Contains(0) ? BinarySet.No : 0) | (filled.Contains(1) ? BinarySet.Yes : 0);
    }

    private Route RouteOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _places.TryGetValue(category, out var place) ? _routes[place] : _unseen;
    }

    private ForecastDecision Decide(double raw, in MarketQuote quote, SkipReason? problem, Route route, PredictionSet set, double? blended)
    {
        if (route.IsOutside(raw, (double)Options.MaximumExtrapolation)) return OutsideRange(raw, route);
        if (!set.CategorySeen) return new ForecastDecision.Skip(SkipReason.CategoryNeverSeen, () => $"no forecast of category \"{set.Category}\" has been calibrated on");
        if (set.IsForced) return TooFew(set, Options.Conformal.MinimumSamples);
        if (set.WasEmpty) return new ForecastDecision.Skip(SkipReason.EmptySet, static () => "the forecast is unlike those of either outcome");
        if (set.Singleton is not { } outcome) return new ForecastDecision.Skip(SkipReason.SetOfBoth, static () => "neither outcome can be excluded");

        // Without a sound quote the gate refuses before it looks at the probability.
        return Gate.At(in quote, problem, outcome == 1 ? ContractSide.Yes : ContractSide.No, blended ?? 0, Options.MaximumQuoteAge, Options.MinimumEdge);
    }

    // Apart, so that what the text needs is captured where it is needed only.
    private static ForecastDecision.Skip OutsideRange(double raw, Route route) => new(SkipReason.OutsideFittedRange, () => string.Create(CultureInfo.InvariantCulture, $"{raw} is outside the range {route.Maps.LowestScore} to {route.Maps.HighestScore} of the {route.Maps.RowCount} forecasts the calibrator knows"));

    private static ForecastDecision.Skip TooFew(PredictionSet set, int minimum) => new(SkipReason.TooFewSamples, () => string.Create(CultureInfo.InvariantCulture, $"the cells of \"{set.Category}\" have {set.Labels[1].PValue.Count} YES and {set.Labels[0].PValue.Count} NO, and {minimum} of each are needed"));

    /// <summary>What one category's forecasts go through.</summary>
    internal sealed class Route
    {
        public Route(string? category, CalibrationRung rung, FittedMaps global, FittedMaps? own, double? alpha, MondrianConformal conformal, (double No, double Yes)[] quantiles)
        {
            Category = category;
            Rung = rung;
            Maps = rung.Scope == CalibrationScope.Category ? own! : global;
            Isotonic = own?.Isotonic ?? global.Isotonic!;
            VennAbers = own?.VennAbers ?? global.VennAbers!;
            Alpha = alpha;
            Cell = conformal.Options.ByCategory ? (category is null ? -1 : conformal.IndexOf(category)) : 0;
            Quantile = Cell >= 0 ? quantiles[Cell] : (double.PositiveInfinity, double.PositiveInfinity);
        }

        public string? Category { get; }

        public CalibrationRung Rung { get; }

        /// <summary>The maps that the rung is of; those of all rows for the identity.</summary>
        public FittedMaps Maps { get; }

        public IsotonicCalibrator Isotonic { get; }

        public VennAbersCalibrator VennAbers { get; }

        public double? Alpha { get; }

        public int Cell { get; }

        public (double No, double Yes) Quantile { get; }

        public bool IsOutside(double raw, double limit) => raw < Maps.LowestScore - limit || raw > Maps.HighestScore + limit;

        /// <summary>The adopted value, where the two stages that are always calculated are not calculated again.</summary>
        public double Value(double raw, double isotonic, VennAbersInterval interval) => Rung.Method switch
        {
            CalibrationMethod.VennAbers when ReferenceEquals(VennAbers, Maps.VennAbers) => interval.Merge(VennAbersMerge.LogMinimax),
            CalibrationMethod.Isotonic when ReferenceEquals(Isotonic, Maps.Isotonic) => isotonic,
            var method => Maps.Predict(method, raw),
        };
    }
}
