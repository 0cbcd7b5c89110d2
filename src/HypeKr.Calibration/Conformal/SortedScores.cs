namespace HypeKr.Calibration;

/// <summary>Scores in order with their weights: the distinct values in one stretch of a flat array, and how much lies up to each.</summary>
internal sealed class SortedScores
{
    private readonly double[] _scores;
    private readonly int _start;
    private readonly int _length;

    // Null where every score came once: then the weight up to a score is its place.
    private readonly long[]? _cumulative;

    private SortedScores(double[] scores, int start, int length, long[]? cumulative)
    {
        _scores = scores;
        _start = start;
        _length = length;
        _cumulative = cumulative;
        Total = cumulative is null ? length : cumulative[^1];
    }

    public static SortedScores Empty { get; } = new([], 0, 0, null);

    /// <summary>The weight of all scores.</summary>
    public long Total { get; }

    /// <summary>Whether some score weighs more than one row.</summary>
    public bool HasTies => _cumulative is not null;

    public ReadOnlySpan<double> Distinct => _scores.AsSpan(_start, _length);

    /// <summary>Takes a sorted stretch of a flat array, one entry a row; ties are pushed together in place.</summary>
    public static SortedScores FromSorted(double[] scores, int start, int length, int distinct)
    {
        if (length == 0) return Empty;
        if (distinct == length) return new SortedScores(scores, start, length, null);

        // Every row writes to the place of its score, and the last one to write is right: no branch on chance.
        var rows = scores.AsSpan(start, length);
        var cumulative = new long[distinct];
        var place = 0;
        var last = rows[0];
        for (var i = 0; i < rows.Length; i++)
        {
            var score = rows[i];
            place += score != last ? 1 : 0;
            rows[place] = score;
            cumulative[place] = i + 1;
            last = score;
        }

        return new SortedScores(scores, start, distinct, cumulative);
    }

    /// <summary>Takes distinct sorted scores of one row each.</summary>
    public static SortedScores FromDistinct(double[] scores) => scores.Length == 0 ? Empty : new SortedScores(scores, 0, scores.Length, null);

    /// <summary>Takes distinct sorted scores with a weight each.</summary>
    public static SortedScores FromWeights(double[] scores, long[] weights)
    {
        if (scores.Length == 0) return Empty;
        var single = true;
        foreach (var weight in weights) single &= weight == 1;
        if (single) return new SortedScores(scores, 0, scores.Length, null);
        var cumulative = new long[weights.Length];
        var sum = 0L;
        for (var i = 0; i < weights.Length; i++) cumulative[i] = sum += weights[i];
        return new SortedScores(scores, 0, scores.Length, cumulative);
    }

    public long WeightAt(int index) => _cumulative is null ? 1 : index == 0 ? _cumulative[0] : _cumulative[index] - _cumulative[index - 1];

    /// <summary>The weight of scores at least the given one. O(log n).</summary>
    public long AtLeast(double score) => Total - UpTo(Index(score, orEqual: false));

    /// <summary>The weight of scores strictly above the given one. O(log n).</summary>
    public long Above(double score) => Total - UpTo(Index(score, orEqual: true));

    /// <summary>The k-th smallest score, 1 ≤ k ≤ Total.</summary>
    public double AtRank(long rank)
    {
        if (_cumulative is null) return _scores[_start + (int)(rank - 1)];
        var index = Array.BinarySearch(_cumulative, rank);
        return _scores[_start + (index >= 0 ? index : ~index)];
    }

    /// <summary>How many distinct scores lie below the given one, or at most at it.</summary>
    public int Index(double score, bool orEqual)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException("The nonconformity score is NaN.");
        var below = SortedSearch.CountBelow(Distinct, score);
        return orEqual && below < _length && _scores[_start + below] == score ? below + 1 : below;
    }

    /// <summary>The weight of scores at least each of many given ones, which rise: one walk instead of many searches.</summary>
    /// <param name="rising">Scores in order.</param>
    /// <param name="weights">Receives the weight for each.</param>
    public void AtLeast(ReadOnlySpan<double> rising, Span<long> weights)
    {
        var distinct = Distinct;
        var at = 0;
        for (var i = 0; i < rising.Length; i++)
        {
            var score = rising[i];
            if (at < distinct.Length && distinct[at] < score)
            {
                // Doubling steps bound the place from above, halving ones find it: short where scores and questions are as dense.
                var step = 1;
                while (at + step < distinct.Length && distinct[at + step] < score)
                {
                    at += step;
                    step *= 2;
                }

                var high = Math.Min(at + step, distinct.Length);
                at++;
                while (at < high)
                {
                    var middle = (at + high) >>> 1;
                    if (distinct[middle] < score) at = middle + 1;
                    else high = middle;
                }
            }

            weights[i] = Total - UpTo(at);
        }
    }

    private long UpTo(int index) => index == 0 ? 0 : _cumulative is null ? index : _cumulative[index - 1];
}
