namespace HypeKr.Calibration;

/// <summary>What an outcome may be after one prediction: n points, between and around which n + 1 equal shares of probability lie.</summary>
/// <remarks>It is a view of its system and copies nothing.</remarks>
public sealed class ConformalDistribution
{
    private readonly SortedScores _residuals;
    private readonly double _prediction;
    private readonly double _difficulty;

    internal ConformalDistribution(SortedScores residuals, double prediction, double difficulty, bool isForced)
    {
        _residuals = residuals;
        _prediction = prediction;
        _difficulty = difficulty;
        IsForced = isForced;
    }

    /// <summary>n, how many points it has.</summary>
    public long Count => _residuals.Total;

    /// <summary>Whether the category was never seen or has fewer rows than the minimum, so that intervals are everything.</summary>
    public bool IsForced { get; }

    /// <summary>The k-th smallest point, 1 ≤ k ≤ n.</summary>
    public double Point(long rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, Count);
        return Value(_residuals.AtRank(rank));
    }

    /// <summary>Between what the probability of at most <paramref name="outcome"/> lies: #{points &lt; y} / (n + 1) and (#{points ≤ y} + 1) / (n + 1). O(log n).</summary>
    /// <exception cref="InvalidCalibrationDataException">The outcome is NaN.</exception>
    public ProbabilityInterval Cdf(double outcome)
    {
        var (below, upTo) = Counts(outcome);
        return new ProbabilityInterval((double)below / (Count + 1), (upTo + 1.0) / (Count + 1));
    }

    /// <summary>The smoothed probability of at most <paramref name="outcome"/>: the interval's lower end plus τ times its width, which is uniform at the true outcome.</summary>
    /// <param name="outcome">The value asked about.</param>
    /// <param name="tau">Drawn uniformly from [0, 1] for every object.</param>
    /// <exception cref="InvalidCalibrationDataException">The outcome is NaN, or tau is outside [0, 1].</exception>
    public double SmoothedCdf(double outcome, double tau)
    {
        Guard.Probability(tau, "tau");
        var (below, upTo) = Counts(outcome);
        return (below + (tau * (upTo - below + 1))) / (Count + 1);
    }

    /// <summary>The quantile from below: the point of rank floor(q (n + 1)), -∞ where that is 0.</summary>
    /// <param name="q">A decimal or an exact fraction between 0 and 1.</param>
    public double LowerQuantile(SignificanceLevel q)
    {
        var rank = q.Floor(Count + 1);
        return rank < 1 ? double.NegativeInfinity : Point(rank);
    }

    /// <summary>The quantile from above: the point of rank ceil(q (n + 1)), +∞ where that is beyond n.</summary>
    /// <param name="q">A decimal or an exact fraction between 0 and 1.</param>
    public double UpperQuantile(SignificanceLevel q)
    {
        var rank = q.Ceiling(Count + 1);
        return rank > Count ? double.PositiveInfinity : Point(rank);
    }

    /// <summary>The interval between the lower quantile of alpha/2 and the upper one of 1 - alpha/2: it holds the outcome with probability at least 1 - alpha.</summary>
    public PredictionInterval Interval(SignificanceLevel alpha)
    {
        if (IsForced) return new PredictionInterval(double.NegativeInfinity, double.PositiveInfinity, true);
        var half = alpha.Half();
        return new PredictionInterval(LowerQuantile(half), UpperQuantile(half.Complement()), false);
    }

    /// <summary>The continuous ranked probability score of the n points as equally likely values: ∫ (F(x) - 1{x ≥ y})² dx. Lower is better. O(n).</summary>
    /// <remarks>The n + 1 shares of the conformal distribution reach to ±∞, where the score is infinite; the points alone are what can be scored.</remarks>
    /// <exception cref="InvalidCalibrationDataException">The outcome is not finite, or there is no point.</exception>
    public double Crps(double outcome)
    {
        RegressionCells.Number(outcome, "outcome");
        if (Count == 0) throw new InvalidCalibrationDataException("The distribution has no point: its category was never seen.");
        var sum = new CompensatedSum();
        var distinct = _residuals.Distinct;
        var upTo = 0L;
        var last = 0.0;
        for (var i = 0; i < distinct.Length; i++)
        {
            var point = Value(distinct[i]);
            if (i > 0) Add(last, point, (double)upTo / Count);
            else if (outcome < point) sum.Add(point - outcome);
            upTo += _residuals.WeightAt(i);
            last = point;
        }

        if (outcome > last) sum.Add(outcome - last);
        return sum.Value;

        void Add(double from, double to, double f)
        {
            var cut = Math.Clamp(outcome, from, to);
            sum.Add((cut - from) * f * f);
            sum.Add((to - cut) * (1 - f) * (1 - f));
        }
    }

    private double Value(double residual) => _prediction + (_difficulty * residual);

    /// <summary>How many points lie below an outcome, and at most at it. Points are compared as they are computed, so that a point equals itself.</summary>
    private (long Below, long UpTo) Counts(double outcome)
    {
        if (double.IsNaN(outcome)) throw new InvalidCalibrationDataException("The outcome is NaN.");
        var (below, upTo) = (0L, 0L);
        var (low, high) = (0L, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Value(_residuals.AtRank(middle + 1)) < outcome) low = middle + 1;
            else high = middle;
        }

        (below, high) = (low, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Value(_residuals.AtRank(middle + 1)) <= outcome) low = middle + 1;
            else high = middle;
        }

        upTo = low;
        return (below, upTo);
    }
}
