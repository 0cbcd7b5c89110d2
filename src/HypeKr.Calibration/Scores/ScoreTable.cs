using System.Data;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>The sufficient statistic of binary calibration: every distinct score with its integer weights of positives and negatives.</summary>
/// <remarks>
/// <para>
/// Calibrators and scores that do not depend on the identity or order of rows are functions of this table alone, so rows, shuffled
/// rows, <c>GROUP BY</c> rows and merged shards give the same result bit for bit. Scores are sorted, distinct and finite; -0.0 is 0.0.
/// </para>
/// <para>
/// Weights are integers, because sums of doubles depend on their order. Fractional weights are integers in a stated unit
/// (<see cref="UnitsPerWeight"/>). Immutable and safe to share.
/// </para>
/// </remarks>
public sealed class ScoreTable
{
    // Leaves room for one more object of any weight in sums and for products in Int128.
    private const long MaximumTotal = long.MaxValue / 4;

    // A table of rows was sorted in these arrays, so that behind Count there may be anything.
    private readonly double[] _scores;
    private readonly long[] _positives;
    private readonly long[] _negatives;

    private ScoreTable(double[] scores, long[] positives, long[] negatives, int count, long unitsPerWeight)
    {
        Count = count;
        _scores = scores;
        _positives = positives;
        _negatives = negatives;
        UnitsPerWeight = unitsPerWeight;
        var (positive, negative) = (Total(Positives), Total(Negatives));
        if (positive + negative > MaximumTotal) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The weights add up to {positive + negative}, more than {MaximumTotal}; use a coarser unit."));
        TotalPositives = (long)positive;
        TotalNegatives = (long)negative;
    }

    private static Int128 Total(ReadOnlySpan<long> weights)
    {
        // Sums of a thousand weights below 2^52 cannot overflow; larger weights take the long way.
        Int128 total = 0;
        for (var first = 0; first < weights.Length; first += 1024)
        {
            var part = weights.Slice(first, Math.Min(1024, weights.Length - first));
            var (sum, all) = (0L, 0L);
            foreach (var weight in part)
            {
                sum = unchecked(sum + weight);
                all |= weight;
            }

            if (all >>> 52 == 0)
            {
                total += sum;
                continue;
            }

            foreach (var weight in part) total += weight;
        }

        return total;
    }

    /// <summary>A table without rows, which merges into any table that counts in units of 1.</summary>
    public static ScoreTable Empty { get; } = new([], [], [], 0, 1);

    /// <summary>How many integer units make a weight of one. 1 for plain counts.</summary>
    public long UnitsPerWeight { get; }

    /// <summary>How many distinct scores there are.</summary>
    public int Count { get; }

    /// <summary>The weight of all rows, in units.</summary>
    public long TotalWeight => TotalPositives + TotalNegatives;

    /// <summary>The weight of the YES rows, in units.</summary>
    public long TotalPositives { get; }

    /// <summary>The weight of the NO rows, in units.</summary>
    public long TotalNegatives { get; }

    /// <summary>The distinct scores, ascending.</summary>
    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, Count);

    /// <summary>The weight of YES rows at each score, in units.</summary>
    public ReadOnlySpan<long> Positives => _positives.AsSpan(0, Count);

    /// <summary>The weight of NO rows at each score, in units.</summary>
    public ReadOnlySpan<long> Negatives => _negatives.AsSpan(0, Count);

    /// <summary>Counts n rows, one score and one label each.</summary>
    /// <param name="scores">n scores on any scale, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite; the error names its row.</exception>
    public static ScoreTable FromRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        if (scores.Length == 0) return Empty;
        var n = scores.Length;

        // The keys are sorted in the memory that becomes the table.
        var distinct = GC.AllocateUninitializedArray<double>(n);
        var positives = GC.AllocateUninitializedArray<long>(n);
        var keys = MemoryMarshal.Cast<double, ulong>(distinct.AsSpan());
        var scratch = MemoryMarshal.Cast<long, ulong>(positives.AsSpan());
        var below = RowSort.Pack(scores, labels, keys);
        var sorted = RowSort.Sort(keys, scratch, below);
        var count = RowSort.CountScores(sorted, below);
        if (count <= n / 2) return FromKeys(sorted, below, new double[count], new long[count], new long[count], count);
        return FromKeys(sorted, below, distinct, positives, GC.AllocateUninitializedArray<long>(n), count);
    }

    /// <inheritdoc cref="FromRows(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    /// <param name="scores">n scores on any scale, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="grid">The grid that scores are put on before they are counted.</param>
    public static ScoreTable FromRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ScoreGrid grid)
    {
        var rounded = new double[scores.Length];
        for (var i = 0; i < rounded.Length; i++) rounded[i] = grid.Apply(Guard.Finite(scores[i], i, "score"), i);
        return FromRows(rounded, labels);
    }

    /// <summary>Counts rows of a score and an outcome each.</summary>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite; the error names its row.</exception>
    public static ScoreTable FromRows(IEnumerable<(double Score, BinaryOutcome Outcome)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new ScoreTableBuilder(1, null);
        foreach (var (score, outcome) in rows) builder.AddRow(score, outcome.IsYes);
        return builder.Build();
    }

    /// <summary>Counts rows as they come, holding the distinct scores and not the rows.</summary>
    /// <param name="rows">Rows of a score and an outcome each.</param>
    /// <param name="grid">The grid that scores are put on before they are counted; none when left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite; the error names its row.</exception>
    public static async Task<ScoreTable> FromRowsAsync(IAsyncEnumerable<(double Score, BinaryOutcome Outcome)> rows, ScoreGrid? grid = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new ScoreTableBuilder(1, grid);
        await foreach (var (score, outcome) in rows.WithCancellation(cancellationToken).ConfigureAwait(false)) builder.AddRow(score, outcome.IsYes);
        return builder.Build();
    }

    /// <summary>Counts n weighted rows. Rows of weight 0 are left out and do not widen the range of scores.</summary>
    /// <param name="scores">n scores, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="weights">n weights, 0 or more, each a whole number of units.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one, for example 1000 for weights with three decimals.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or a weight is negative or no whole number of units.</exception>
    public static ScoreTable FromWeightedRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<decimal> weights, long unitsPerWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        Guard.SameLength(scores.Length, weights.Length, nameof(weights));
        var builder = new ScoreTableBuilder(unitsPerWeight, null);
        for (var i = 0; i < scores.Length; i++)
        {
            var units = Units(weights[i], unitsPerWeight, i);
            builder.Add(scores[i], labels[i] ? units : 0, labels[i] ? 0 : units);
        }

        return builder.Build();
    }

    /// <summary>Counts n rows whose weights are doubles, each rounded to a whole number of units, half to even.</summary>
    /// <param name="scores">n scores, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="weights">n weights, 0 or more, finite.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one, for example 1 &lt;&lt; 20: a weight is then good to half a millionth.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score or weight is not finite, or a weight is negative or too large.</exception>
    public static ScoreTable FromRoundedWeights(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights, long unitsPerWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        Guard.SameLength(scores.Length, weights.Length, nameof(weights));
        var builder = new ScoreTableBuilder(unitsPerWeight, null);
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = Guard.Finite(weights[i], i, "weight");
            if (weight < 0) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is negative."));
            if (weight * unitsPerWeight > MaximumTotal) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is too large in units of 1/{unitsPerWeight}."));
            var units = (long)Math.Round(weight * unitsPerWeight, MidpointRounding.ToEven);
            builder.Add(scores[i], labels[i] ? units : 0, labels[i] ? 0 : units);
        }

        return builder.Build();
    }

    /// <summary>Counts n rows with integer weights. Rows of weight 0 are left out and do not widen the range of scores.</summary>
    /// <param name="scores">n scores, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="weights">n weights, 0 or more, in units.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one: 1 for plain counts.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or a weight is negative.</exception>
    public static ScoreTable FromWeightedRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<long> weights, long unitsPerWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        Guard.SameLength(scores.Length, weights.Length, nameof(weights));
        var builder = new ScoreTableBuilder(unitsPerWeight, null);
        for (var i = 0; i < scores.Length; i++)
        {
            if (weights[i] < 0) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the weight {weights[i]} is negative."));
            builder.Add(scores[i], labels[i] ? weights[i] : 0, labels[i] ? 0 : weights[i]);
        }

        return builder.Build();
    }

    /// <summary>Takes rows that some database has already grouped and counted; the same score may come more than once.</summary>
    /// <param name="groups">Scores with their counts, in units.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one: 1 for plain counts.</param>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or the counts of a row contradict each other; the error names the row.</exception>
    public static ScoreTable FromGroups(IEnumerable<ScoreGroup> groups, long unitsPerWeight = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        var builder = new ScoreTableBuilder(unitsPerWeight, null);
        foreach (var group in groups) builder.AddGroup(group);
        return builder.Build();
    }

    /// <summary>Takes grouped rows as they come.</summary>
    /// <param name="groups">Scores with their counts, in units.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one: 1 for plain counts.</param>
    /// <param name="grid">The grid that scores are put on before they are counted; none when left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or the counts of a row contradict each other; the error names the row.</exception>
    public static async Task<ScoreTable> FromGroupsAsync(IAsyncEnumerable<ScoreGroup> groups, long unitsPerWeight = 1, ScoreGrid? grid = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        var builder = new ScoreTableBuilder(unitsPerWeight, grid);
        await foreach (var group in groups.WithCancellation(cancellationToken).ConfigureAwait(false)) builder.AddGroup(group);
        return builder.Build();
    }

    /// <summary>Reads the rest of a database cursor whose first three columns are score, number of rows and number of positives.</summary>
    /// <param name="reader">A reader on <c>SELECT score, count(*), sum(label) ... GROUP BY score</c>; any numeric column types. It is not disposed.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one: 1 for plain counts.</param>
    /// <param name="grid">The grid that scores are put on before they are counted; none when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">A column is null or no number, a score is not finite, or the counts of a row contradict each other; the error names the row.</exception>
    public static ScoreTable FromReader(IDataReader reader, long unitsPerWeight = 1, ScoreGrid? grid = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        var builder = new ScoreTableBuilder(unitsPerWeight, grid);
        for (var row = 0L; reader.Read(); row++) builder.AddGroup(GroupReader.Read(reader, 0, row));
        return builder.Build();
    }

    /// <summary>The table of both inputs' rows together: associative and commutative, so shards may be merged in any order.</summary>
    /// <exception cref="InvalidCalibrationDataException">The tables count in different units.</exception>
    public ScoreTable Merge(ScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        if (UnitsPerWeight != other.UnitsPerWeight) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"One table counts in units of 1/{UnitsPerWeight}, the other in 1/{other.UnitsPerWeight}; merge tables of one unit."));
        return Join(this, other);
    }

    /// <summary>The table of all inputs' rows together, whatever their order.</summary>
    /// <exception cref="InvalidCalibrationDataException">The tables count in different units.</exception>
    public static ScoreTable Merge(IEnumerable<ScoreTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var rest = tables.ToList();
        while (rest.Count > 1)
        {
            // Neighbours in pairs, so that k tables of m scores cost m·k·log k.
            var joined = new List<ScoreTable>((rest.Count + 1) / 2);
            for (var i = 0; i < rest.Count; i += 2) joined.Add(i + 1 < rest.Count ? rest[i].Merge(rest[i + 1]) : rest[i]);
            rest = joined;
        }

        return rest.Count == 0 ? Empty : rest[0];
    }

    /// <summary>The same rows with every weight multiplied, counted in a finer unit: how old rows are made to count less.</summary>
    /// <param name="factor">What every weight is multiplied with, 0 or more; 0 leaves an empty table.</param>
    /// <param name="unitsPerWeight">How many of the new units make one of the old: a factor equal to it leaves the rows as heavy as before.</param>
    /// <exception cref="InvalidCalibrationDataException">The weights grow too large.</exception>
    public ScoreTable Scale(long factor, long unitsPerWeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        if ((Int128)TotalWeight * factor > MaximumTotal || (Int128)UnitsPerWeight * unitsPerWeight > MaximumTotal) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"Weights of {TotalWeight} times {factor} in units of 1/{(Int128)UnitsPerWeight * unitsPerWeight} are more than {MaximumTotal}; use smaller factors."));
        if (factor == 0) return new ScoreTable([], [], [], 0, UnitsPerWeight * unitsPerWeight);
        var (positives, negatives) = (new long[Count], new long[Count]);
        for (var i = 0; i < Count; i++) (positives[i], negatives[i]) = (_positives[i] * factor, _negatives[i] * factor);
        return new ScoreTable(_scores, positives, negatives, Count, UnitsPerWeight * unitsPerWeight);
    }

    /// <summary>Puts every score s on a grid of K steps to one by the integer rule q = floor(s·K + 0.5) on the double product; the score becomes q / K.</summary>
    /// <remarks>A named rule, because <c>round(0.12345, 4)</c> differs between databases and .NET.</remarks>
    /// <param name="stepsPerOne">K, for example 10000 for four decimals.</param>
    public ScoreTable Quantize(int stepsPerOne) => Quantize(ScoreGrid.FloorHalfUp(stepsPerOne));

    /// <summary>Puts every score on a grid; scores that become equal are joined.</summary>
    /// <exception cref="InvalidCalibrationDataException">A score is too large for the grid.</exception>
    public ScoreTable Quantize(ScoreGrid grid)
    {
        var scores = new double[Count];
        for (var i = 0; i < Count; i++) scores[i] = grid.Apply(_scores[i], i);
        return Group(scores, [.. Positives], [.. Negatives], UnitsPerWeight);
    }

    /// <summary>A table with the same weights and each score replaced; scores that become equal are joined.</summary>
    /// <remarks>What a calibrator does to a table: scoring calibrated rows needs no rows.</remarks>
    /// <param name="transform">Gives the new score of an old one.</param>
    /// <exception cref="InvalidCalibrationDataException">A new score is not finite.</exception>
    public ScoreTable Map(Func<double, double> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        var scores = new double[Count];
        for (var i = 0; i < Count; i++) scores[i] = Guard.Finite(transform(_scores[i]), i, "new score");
        return Group(scores, [.. Positives], [.. Negatives], UnitsPerWeight);
    }

    /// <summary>The table of calibrated scores.</summary>
    /// <exception cref="InvalidCalibrationDataException">The calibrator refuses a score.</exception>
    public ScoreTable Map(ICalibrator calibrator)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        var scores = new double[Count];
        calibrator.Predict(Scores, scores);
        for (var i = 0; i < Count; i++) scores[i] = Guard.Finite(scores[i], i, "new score");
        return Group(scores, [.. Positives], [.. Negatives], UnitsPerWeight);
    }

    /// <summary>The weight of all rows at one distinct score, in units.</summary>
    internal long WeightAt(int index) => _positives[index] + _negatives[index];

    /// <summary>A table over the same scores with other weights, which is what a resample is; scores without weight are dropped.</summary>
    internal ScoreTable WithWeights(long[] positives, long[] negatives)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (positives[i] + negatives[i] > 0) kept++;
        }

        var scores = new double[kept];
        var yes = new long[kept];
        var no = new long[kept];
        for (int i = 0, k = 0; i < Count; i++)
        {
            if (positives[i] + negatives[i] == 0) continue;
            (scores[k], yes[k], no[k]) = (_scores[i], positives[i], negatives[i]);
            k++;
        }

        return new ScoreTable(scores, yes, no, kept, UnitsPerWeight);
    }

    private static long Units(decimal weight, long unitsPerWeight, int row)
    {
        if (weight < 0) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is negative."));
        if (weight > (decimal)MaximumTotal / unitsPerWeight) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is too large in units of 1/{unitsPerWeight}."));
        var units = weight * unitsPerWeight;
        if (units != decimal.Truncate(units)) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is no whole number of units of 1/{unitsPerWeight}; choose a finer unit or round it."));
        return (long)units;
    }

    /// <summary>Sorts and joins entries; the arrays are the table's own from here on.</summary>
    internal static ScoreTable Group(double[] scores, long[] positives, long[] negatives, long unitsPerWeight)
    {
        if (!IsAscending(scores))
        {
            var order = new int[scores.Length];
            for (var i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(scores, order);
            positives = Array.ConvertAll(order, i => positives[i]);
            negatives = Array.ConvertAll(order, i => negatives[i]);
        }

        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (positives[i] == 0 && negatives[i] == 0) continue;
            if (count > 0 && scores[count - 1] == scores[i])
            {
                positives[count - 1] = Sum(positives[count - 1], positives[i]);
                negatives[count - 1] = Sum(negatives[count - 1], negatives[i]);
            }
            else
            {
                (scores[count], positives[count], negatives[count]) = (scores[i], positives[i], negatives[i]);
                count++;
            }
        }

        if (count == scores.Length) return new ScoreTable(scores, positives, negatives, count, unitsPerWeight);
        return new ScoreTable(scores[..count], positives[..count], negatives[..count], count, unitsPerWeight);
    }

    /// <summary>Counts sorted keys. They may lie in the memory of the scores or the positives: nothing is written before its keys were read.</summary>
    private static ScoreTable FromKeys(ReadOnlySpan<ulong> keys, int below, double[] scores, long[] positives, long[] negatives, int count)
    {
        unchecked
        {
            for (int first = 0, k = 0; k < count; k++)
            {
                var key = keys[first] | 1;
                var next = first;

                // Below zero the bits of the score are flipped, so that it never has the key of one above.
                var end = first < below ? below : keys.Length;
                var yes = 0;
                for (; next < end && (keys[next] | 1) == key; next++) yes += (int)(keys[next] & 1);
                scores[k] = RowSort.Score(key, first < below);
                positives[k] = yes;
                negatives[k] = next - first - yes;
                first = next;
            }
        }

        return new ScoreTable(scores, positives, negatives, count, 1);
    }

    private static bool IsAscending(double[] scores)
    {
        for (var i = 1; i < scores.Length; i++)
        {
            if (!(scores[i - 1] <= scores[i])) return false;
        }

        return true;
    }

    private static long Sum(long a, long b)
    {
        var sum = (Int128)a + b;
        return sum <= MaximumTotal ? (long)sum : throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The weights of one score add up to {sum}, more than {MaximumTotal}; use a coarser unit."));
    }

    private static ScoreTable Join(ScoreTable a, ScoreTable b)
    {
        var scores = new double[a.Count + b.Count];
        var positives = new long[scores.Length];
        var negatives = new long[scores.Length];
        var count = 0;
        for (int i = 0, j = 0; i < a.Count || j < b.Count; count++)
        {
            var takesA = j == b.Count || (i < a.Count && a._scores[i] <= b._scores[j]);
            var takesB = i == a.Count || (j < b.Count && b._scores[j] <= a._scores[i]);
            scores[count] = takesA ? a._scores[i] : b._scores[j];
            positives[count] = (takesA ? a._positives[i] : 0) + (takesB ? b._positives[j] : 0);
            negatives[count] = (takesA ? a._negatives[i] : 0) + (takesB ? b._negatives[j] : 0);
            if (takesA) i++;
            if (takesB) j++;
        }

        // No score in common: the arrays are full as they are.
        if (count == scores.Length) return new ScoreTable(scores, positives, negatives, count, a.UnitsPerWeight);
        return new ScoreTable(scores[..count], positives[..count], negatives[..count], count, a.UnitsPerWeight);
    }
}
