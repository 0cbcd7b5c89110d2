namespace HypeKr.Calibration;

/// <summary>Seeded bootstrap intervals (Efron 1979, percentile form). They take rows as independent; shared news makes them too narrow.</summary>
public static class Bootstrap
{
    /// <summary>Resamples the rows of a table as a seeded multinomial over its cells in order, so that the answer does not depend on the order of rows.</summary>
    /// <param name="table">Scores with labels, in whole rows.</param>
    /// <param name="statistic">For example <see cref="ProbabilityScores.Brier(ScoreTable)"/>; NaN for a resample that has no value, which is then left out.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="draws">How many resamples, at least 1.</param>
    /// <param name="level">The share of resamples inside, between 0 and 1.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or weighted, or no resample has a value.</exception>
    public static BootstrapInterval Of(ScoreTable table, Func<ScoreTable, double> statistic, ulong seed, int draws = 1000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Guard.NotEmpty(table);
        Guard.UnitWeights(table, "a bootstrap");
        var random = new SeededRandom(seed);
        return Interval(statistic(table), () => statistic(Resample(table, random)), seed, draws, level);
    }

    /// <summary>Resamples n rows and gives the row numbers of each resample to a statistic: for what needs more of a row than a score and a label.</summary>
    /// <param name="rows">n, at least 1.</param>
    /// <param name="statistic">Called first with 0 .. n-1 and then with each resample; the array is reused.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="draws">How many resamples, at least 1.</param>
    /// <param name="level">The share of resamples inside, between 0 and 1.</param>
    /// <exception cref="InvalidCalibrationDataException">No resample has a value.</exception>
    public static BootstrapInterval OfRows(int rows, Func<IReadOnlyList<int>, double> statistic, ulong seed, int draws = 1000, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentNullException.ThrowIfNull(statistic);
        var random = new SeededRandom(seed);
        var chosen = new int[rows];
        for (var i = 0; i < rows; i++) chosen[i] = i;
        var estimate = statistic(chosen);
        return Interval(estimate, Draw, seed, draws, level);

        double Draw()
        {
            for (var i = 0; i < rows; i++) chosen[i] = random.Next(rows);
            return statistic(chosen);
        }
    }

    /// <summary>Resamples whole clusters: for rows that share a question, a day or an event, and so are not independent.</summary>
    /// <param name="clusters">A table for every cluster, in an order that does not hang on the rows; at least one, none empty.</param>
    /// <param name="statistic">For example <see cref="ProbabilityScores.Brier(ScoreTable)"/>; NaN for a resample that has no value, which is then left out.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="draws">How many resamples, at least 1.</param>
    /// <param name="level">The share of resamples inside, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no cluster.</exception>
    /// <exception cref="InvalidCalibrationDataException">A table is empty, the tables count in different units, or no resample has a value.</exception>
    public static BootstrapInterval OfClusters(IReadOnlyList<ScoreTable> clusters, Func<ScoreTable, double> statistic, ulong seed, int draws = 1000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(statistic);
        if (clusters.Count == 0) throw new ArgumentException("There is no cluster; at least one is needed.", nameof(clusters));
        foreach (var cluster in clusters) Guard.NotEmpty(cluster);
        var random = new SeededRandom(seed);
        return Interval(statistic(ScoreTable.Merge(clusters)), Draw, seed, draws, level);

        double Draw()
        {
            var times = new int[clusters.Count];
            for (var i = 0; i < times.Length; i++) times[random.Next(times.Length)]++;
            return statistic(ScoreTable.Merge(clusters.Zip(times).Where(c => c.Second > 0).Select(c => c.First.Scale(c.Second, 1))));
        }
    }

    /// <summary>The q-quantile of sorted values, linear between neighbours.</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        var position = (sorted.Length - 1) * q;
        var low = (int)Math.Floor(position);
        var high = Math.Min(low + 1, sorted.Length - 1);
        // Nothing lies between an infinity and its neighbour, and no part of an infinity is 0.
        return sorted[low] == sorted[high] || position == low || double.IsInfinity(sorted[low]) ? sorted[low] : sorted[low] + ((sorted[high] - sorted[low]) * (position - low));
    }

    internal static BootstrapInterval Interval(double estimate, Func<double> draw, ulong seed, int draws, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "The level lies between 0 and 1, for example 0.95.");
        var values = new List<double>(draws);
        for (var i = 0; i < draws; i++)
        {
            var value = draw();
            if (!double.IsNaN(value)) values.Add(value);
        }

        if (values.Count == 0) throw new InvalidCalibrationDataException("The statistic has no value on any resample.");
        values.Sort();
        var sorted = values.ToArray();
        return new BootstrapInterval(estimate, Quantile(sorted, (1 - level) / 2), Quantile(sorted, (1 + level) / 2), level, sorted.Length, seed);
    }

    private static ScoreTable Resample(ScoreTable table, SeededRandom random)
    {
        var positives = new long[table.Count];
        var negatives = new long[table.Count];
        var (rows, weight) = (table.TotalWeight, table.TotalWeight);
        for (var i = 0; i < table.Count; i++)
        {
            negatives[i] = Take(table.Negatives[i]);
            positives[i] = Take(table.Positives[i]);
        }

        return table.WithWeights(positives, negatives);

        // A multinomial, cell by cell: each takes a binomial share of the rows that are left.
        long Take(long cell)
        {
            var taken = cell == 0 ? 0 : random.NextBinomial(rows, (double)cell / weight);
            rows -= taken;
            weight -= cell;
            return taken;
        }
    }
}
