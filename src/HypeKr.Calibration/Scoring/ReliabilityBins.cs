namespace HypeKr.Calibration;

/// <summary>Forecasts in bins: the points of a reliability diagram, and the calibration errors taken from them.</summary>
public sealed class ReliabilityBins
{
    private readonly ReliabilityBin[] _bins;

    private ReliabilityBins(ReliabilityBin[] bins, BinningRule rule, ScoreTable table)
    {
        _bins = bins;
        Rule = rule;
        TotalWeight = table.TotalWeight;
        UnitsPerWeight = table.UnitsPerWeight;
    }

    /// <summary>The bins that hold forecasts, ascending.</summary>
    public IReadOnlyList<ReliabilityBin> Bins => _bins;

    /// <summary>The convention.</summary>
    public BinningRule Rule { get; }

    /// <summary>The weight of all rows, binned or not, in units of the table.</summary>
    public long TotalWeight { get; }

    /// <summary>How many units make a weight of one.</summary>
    public long UnitsPerWeight { get; }

    /// <summary>The expected calibration error: Σ w_k |gap_k| / Σ w. Biased upward on few rows; put its null value beside it (<see cref="NullCalibrationError"/>).</summary>
    public double ExpectedError
    {
        get
        {
            var sum = new CompensatedSum();
            foreach (var bin in _bins) sum.Add(bin.Weight * Math.Abs(bin.Gap));
            return sum.Value / TotalWeight;
        }
    }

    /// <summary>The largest |gap| of any bin.</summary>
    public double MaximumError => _bins.Length == 0 ? 0 : _bins.Max(b => Math.Abs(b.Gap));

    /// <summary>The mean |gap| of the bins, each counting once.</summary>
    public double AverageError => _bins.Length == 0 ? 0 : _bins.Average(b => Math.Abs(b.Gap));

    /// <summary>The mean squared gap, Σ w_k gap_k² / Σ w: the reliability term of Murphy's decomposition. Biased upward on few rows.</summary>
    public double SquaredError
    {
        get
        {
            var sum = new CompensatedSum();
            foreach (var bin in _bins) sum.Add(bin.Weight * (bin.Gap * bin.Gap));
            return sum.Value / TotalWeight;
        }
    }

    /// <summary>The mean squared gap less what chance alone adds to it, ō_k (1 - ō_k) / (n_k - 1) a bin; below 0 where chance took more than its share.</summary>
    /// <remarks>Ferro and Fricker, "A bias-corrected decomposition of the Brier score" (2012); Kumar, Liang and Ma, "Verified uncertainty calibration" (2019).</remarks>
    /// <exception cref="InvalidCalibrationDataException">The table was weighted; the correction counts rows.</exception>
    public double DebiasedSquaredError
    {
        get
        {
            if (UnitsPerWeight != 1) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The table counts weights in units of 1/{UnitsPerWeight}; the correction for chance needs whole rows (units of 1)."));
            var sum = new CompensatedSum();
            foreach (var bin in _bins)
            {
                // One row says nothing about its own chance.
                var chance = bin.Weight > 1 ? bin.ObservedRate * (1 - bin.ObservedRate) / (bin.Weight - 1) : 0;
                sum.Add(bin.Weight * ((bin.Gap * bin.Gap) - chance));
            }

            return sum.Value / TotalWeight;
        }
    }

    /// <summary>Bins a table of probabilities.</summary>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static ReliabilityBins Of(ScoreTable table, BinningRule rule)
    {
        var assigned = rule.Assign(table);
        var bins = new List<ReliabilityBin>();
        for (var i = 0; i < table.Count;)
        {
            // Every rule is monotone, so a bin is a run of neighbouring scores.
            var first = i;
            var (weight, positives) = (0L, 0L);
            Int128 sum = 0;
            for (; i < table.Count && assigned[i] == assigned[first]; i++)
            {
                weight += table.WeightAt(i);
                positives += table.Positives[i];
                sum += (Int128)table.WeightAt(i) * BinMap.OnGrid(table.Scores[i]);
            }

            if (assigned[first] >= 0) bins.Add(new ReliabilityBin(assigned[first], table.Scores[first], table.Scores[i - 1], weight, positives, BinMap.Mean(sum, weight)));
        }

        return new ReliabilityBins([.. bins], rule, table);
    }

    /// <summary>The expected calibration error of n rows: the same double as that of their table, and for bins of equal width without sorting them.</summary>
    /// <param name="forecasts">n forecasts in [0, 1], at least one.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="rule">The convention.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a forecast is no probability; the error names its row.</exception>
    public static double ExpectedErrorOf(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, BinningRule rule)
    {
        Guard.Rows(forecasts, labels);
        if (rule.ForAny() is not { } map) return Of(ScoreTable.FromRows(forecasts, labels), rule).ExpectedError;
        var sum = new CompensatedSum();
        foreach (var (rows, positives, forecast) in map.Count(forecasts, labels))
        {
            if (rows > 0) sum.Add(rows * Math.Abs(((double)positives / rows) - BinMap.Mean(forecast, rows)));
        }

        return sum.Value / forecasts.Length;
    }

    /// <summary>Bins n rows into K parts of equal size by rank, splitting ties by row order: numpy.array_split after a stable sort.</summary>
    /// <remarks>Depends on the order of rows with equal forecasts, by up to 0.2 in the calibration error. Kept to reproduce others' numbers; use <see cref="BinEdges.EqualMass"/> for one's own.</remarks>
    /// <param name="probabilities">n forecasts in [0, 1].</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="count">K, at most n.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or there are fewer rows than bins.</exception>
    /// <exception cref="InvalidCalibrationDataException">A forecast is no probability; the error names its row.</exception>
    public static ReliabilityBins OfRanks(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> labels, int count)
    {
        var table = ScoreTable.FromRows(probabilities, labels);
        Guard.Probabilities(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var n = probabilities.Length;
        if (n < count) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{n} rows do not fill {count} bins."), nameof(count));
        var order = Enumerable.Range(0, n).ToArray();
        var keys = probabilities.ToArray();
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        var bins = new ReliabilityBin[count];
        for (int k = 0, next = 0; k < count; k++)
        {
            var size = (n / count) + (k < n % count ? 1 : 0);
            var first = next;
            var positives = 0;
            var sum = new CompensatedSum();
            for (; next < first + size; next++)
            {
                positives += labels[order[next]] ? 1 : 0;
                sum.Add(keys[order[next]]);
            }

            bins[k] = new ReliabilityBin(k, keys[order[first]], keys[order[next - 1]], size, positives, sum.Value / size);
        }

        return new ReliabilityBins(bins, new BinningRule(BinEdges.EqualMass, count), table);
    }
}
