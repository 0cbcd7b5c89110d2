namespace HypeKr.Calibration;

/// <summary>Where the isotonic curve of a perfectly calibrated forecaster with the same forecasts would lie: what leaves the band is not chance.</summary>
/// <remarks>
/// The consistency bands of Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers" (PNAS 2021):
/// labels are drawn anew with the forecasts' own probabilities and recalibrated, and the band is pointwise. Points that lie close
/// together leave it together, so a curve that leaves it somewhere is not yet a test at its level.
/// </remarks>
public sealed class ConsistencyBand
{
    // More distinct forecasts than a picture shows only cost time.
    private const int MostPoints = 500;

    private readonly double[] _scores;
    private readonly double[] _lower;
    private readonly double[] _upper;

    private ConsistencyBand(double[] scores, double[] lower, double[] upper, double level, int draws, ulong seed)
    {
        _scores = scores;
        _lower = lower;
        _upper = upper;
        Level = level;
        Draws = draws;
        Seed = seed;
    }

    /// <summary>The forecasts at which the band is known, ascending.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The lower end at each.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>The upper end at each.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>The share of perfect forecasters whose curve lies in the band at any one point.</summary>
    public double Level { get; }

    /// <summary>How many times labels were drawn.</summary>
    public int Draws { get; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; }

    /// <summary>Simulates the perfect forecaster.</summary>
    /// <param name="table">Probabilities with labels, in whole rows; above 500 distinct ones they are put on a grid of 500 steps.</param>
    /// <param name="seed">The same seed gives the same band.</param>
    /// <param name="level">The pointwise level, between 0 and 1.</param>
    /// <param name="draws">How many times labels are drawn, at least 20.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty, weighted, or holds a score outside [0, 1].</exception>
    public static ConsistencyBand Of(ScoreTable table, ulong seed, double level = 0.9, int draws = 500)
    {
        Guard.Probabilities(table);
        Guard.UnitWeights(table, "a consistency band");
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 20);
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, for example 0.9.");
        if (table.Count > MostPoints) table = table.Quantize(MostPoints);
        var random = new SeededRandom(seed);
        var (positives, negatives) = (new long[table.Count], new long[table.Count]);
        var curves = new double[table.Count][];
        for (var i = 0; i < curves.Length; i++) curves[i] = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < table.Count; i++)
            {
                positives[i] = random.NextBinomial(table.WeightAt(i), table.Scores[i]);
                negatives[i] = table.WeightAt(i) - positives[i];
            }

            var at = 0;
            foreach (var step in AdjacentViolators.Pool(table.WithWeights(positives, negatives)))
            {
                for (; at < table.Count && table.Scores[at] <= step.Last; at++) curves[at][draw] = step.Value;
            }
        }

        var (lower, upper) = (new double[table.Count], new double[table.Count]);
        for (var i = 0; i < curves.Length; i++)
        {
            Array.Sort(curves[i]);
            lower[i] = Bootstrap.Quantile(curves[i], (1 - level) / 2);
            upper[i] = Bootstrap.Quantile(curves[i], (1 + level) / 2);
        }

        return new ConsistencyBand(table.Scores.ToArray(), lower, upper, level, draws, seed);
    }
}
