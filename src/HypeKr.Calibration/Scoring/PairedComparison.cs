namespace HypeKr.Calibration;

/// <summary>Two forecasters on the same rows: the difference of their mean losses, with a seeded bootstrap interval and a sign-flip test.</summary>
/// <param name="Loss">The name of the loss.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="First">The first forecaster's mean loss.</param>
/// <param name="Second">The second forecaster's mean loss.</param>
/// <param name="Difference">First minus second, with its interval: below 0 the first is better.</param>
/// <param name="PValue">Two-sided: how often a difference as large arises when the two losses of each row are swapped at random.</param>
public sealed record PairedComparison(string Loss, long Rows, double First, double Second, BootstrapInterval Difference, double PValue)
{
    /// <summary>Compares two forecasters.</summary>
    /// <param name="first">n forecasts in [0, 1].</param>
    /// <param name="second">n forecasts in [0, 1] for the same questions.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="draws">How many resamples and how many swaps, at least 1.</param>
    /// <param name="level">The level of the interval.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="InvalidCalibrationDataException">A forecast is no probability, or its loss is not finite; the error names its row.</exception>
    public static PairedComparison Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> labels, ForecastLoss loss, ulong seed, int draws = 2000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Guard.SameLength(first.Length, second.Length, nameof(second));
        Guard.SameLength(first.Length, labels.Length, nameof(labels));
        if (first.Length == 0) throw new ArgumentException("There is no row to compare on.", nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        CompensatedSum firstSum = default, secondSum = default;
        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            var a = Finite(loss, Guard.Probability(first[i], i, "first forecast"), labels[i], i);
            var b = Finite(loss, Guard.Probability(second[i], i, "second forecast"), labels[i], i);
            firstSum.Add(a);
            secondSum.Add(b);
            differences[i] = a - b;
        }

        var interval = Bootstrap.OfRows(differences.Length, rows => rows.Average(i => differences[i]), seed, draws, level);
        return new PairedComparison(loss.Name, differences.Length, firstSum.Value / differences.Length, secondSum.Value / differences.Length, interval, SignFlipTest([.. differences.Select(d => new Cell(d, 1))], seed, draws));
    }

    /// <summary>Compares two forecasters on rows that come in clusters, such as the many rows of one question: clusters are resampled and swapped as wholes.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{bool}, ForecastLoss, ulong, int, double)"/>
    /// <param name="first">n forecasts in [0, 1].</param>
    /// <param name="second">n forecasts in [0, 1] for the same questions.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="clusters">n cluster numbers, 0 to K - 1.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="draws">How many resamples and how many swaps, at least 1.</param>
    /// <param name="level">The level of the interval.</param>
    public static PairedComparison OfClusters(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> labels, ReadOnlySpan<int> clusters, ForecastLoss loss, ulong seed, int draws = 2000, double level = 0.95)
    {
        Guard.SameLength(first.Length, clusters.Length, nameof(clusters));
        var rows = Of(first, second, labels, loss, seed, 1, level);
        var members = new SortedDictionary<int, (double Difference, int Rows)>();
        for (var i = 0; i < clusters.Length; i++)
        {
            if (clusters[i] < 0) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the cluster {clusters[i]} is negative."));
            var (a, b) = (loss.Of(first[i], labels[i]), loss.Of(second[i], labels[i]));
            var (difference, count) = members.GetValueOrDefault(clusters[i]);
            members[clusters[i]] = (difference + (a - b), count + 1);
        }

        (double Difference, int Rows)[] cells = [.. members.Values];
        var interval = Bootstrap.OfRows(cells.Length, chosen => chosen.Sum(c => cells[c].Difference) / chosen.Sum(c => (double)cells[c].Rows), seed, draws, level);
        return rows with { Difference = interval, PValue = SignFlipTest([.. cells.Select(c => new Cell(c.Difference, 1))], seed, draws) };
    }

    /// <summary>Compares the forecasts of a table with its market prices: below 0 the forecasts are better. The same numbers for rows in any order, groups and merged shards.</summary>
    /// <param name="table">Forecasts and market prices with labels.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="draws">How many resamples and how many swaps, at least 1.</param>
    /// <param name="level">The level of the interval.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty, or a loss is not finite; the error names the group.</exception>
    public static PairedComparison Of(PairedScoreTable table, ForecastLoss loss, ulong seed, int draws = 2000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(loss);
        if (table.TotalCount == 0) throw new InvalidCalibrationDataException("The table is empty; at least one row is needed.");
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        CompensatedSum firstSum = default, secondSum = default;
        var cells = new List<Cell>();
        var place = 0;
        foreach (var group in table.Groups)
        {
            foreach (var (yes, count) in (ReadOnlySpan<(bool, long)>)[(true, group.Positives), (false, group.Count - group.Positives)])
            {
                if (count == 0) continue;
                var (a, b) = (Finite(loss, group.Score, yes, place), Finite(loss, group.Market, yes, place));
                firstSum.Add(count * a);
                secondSum.Add(count * b);
                cells.Add(new Cell(a - b, count));
            }

            place++;
        }

        var (random, rows, difference) = (new SeededRandom(seed), table.TotalCount, new CompensatedSum());
        foreach (var cell in cells) difference.Add(cell.Count * cell.Difference);
        var interval = Bootstrap.Interval(difference.Value / rows, Draw, seed, draws, level);
        return new PairedComparison(loss.Name, rows, firstSum.Value / rows, secondSum.Value / rows, interval, SignFlipTest([.. cells], seed, draws));

        // A multinomial over the cells, each taking a binomial share of the rows that are left.
        double Draw()
        {
            var (left, weight, total) = (rows, rows, 0.0);
            foreach (var cell in cells)
            {
                var taken = random.NextBinomial(left, (double)cell.Count / weight);
                (left, weight, total) = (left - taken, weight - cell.Count, total + (taken * cell.Difference));
            }

            return total / rows;
        }
    }

    /// <summary>One infinite loss would decide every comparison alone, and make its p-value the least there is.</summary>
    private static double Finite(ForecastLoss loss, double forecast, bool isYes, int row)
    {
        var value = loss.Of(forecast, isYes);
        return double.IsFinite(value) ? value : throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the {loss.Name} of forecast {forecast} for a {(isYes ? "YES" : "NO")} is {value}; compare with a finite loss, for example ForecastLoss.Log(LogLossClip.TenMillionth)."));
    }

    private static double SignFlipTest(Cell[] cells, ulong seed, int draws)
    {
        // A hair of tolerance, of what is added up and not of what is left: the same sum in another order must count as equal.
        var observed = Math.Abs(cells.Sum(c => c.Count * c.Difference)) - (1e-12 * cells.Sum(c => c.Count * Math.Abs(c.Difference)));

        // A stream of its own, so that the test does not reuse the interval's draws.
        var random = new SeededRandom(~seed);
        var asLarge = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            var sum = 0.0;
            foreach (var cell in cells)
            {
                var kept = cell.Count == 1 ? (long)(random.NextUInt64() >> 63) : random.NextBinomial(cell.Count, 0.5);
                sum += ((2 * kept) - cell.Count) * cell.Difference;
            }

            if (Math.Abs(sum) >= observed) asLarge++;
        }

        return (asLarge + 1.0) / (draws + 1.0);
    }

    /// <summary>Rows with one difference of losses.</summary>
    private readonly record struct Cell(double Difference, long Count);
}
