namespace HypeKr.Calibration;

/// <summary>The loss of one forecast on one row.</summary>
public sealed class ForecastLoss
{
    private readonly Func<double, bool, double> _loss;

    private ForecastLoss(string name, Func<double, bool, double> loss) => (Name, _loss) = (name, loss);

    /// <summary>(f - o)².</summary>
    public static ForecastLoss Brier { get; } = new("Brier", static (p, yes) => yes ? (1 - p) * (1 - p) : p * p);

    /// <summary>1 - p/√(p² + (1 - p)²) with p the probability given to what happened: the spherical score as a loss.</summary>
    public static ForecastLoss Spherical { get; } = new("spherical", static (p, yes) => 1 - ((yes ? p : 1 - p) / Math.Sqrt((p * p) + ((1 - p) * (1 - p)))));

    /// <summary>What reports print.</summary>
    public string Name { get; }

    /// <summary>The negative log likelihood in nats, with a named clip.</summary>
    public static ForecastLoss Log(LogLossClip clip) => new($"log loss (clip {clip.Name})", (p, yes) => RowScores.LogLossTerm(p, yes, clip));

    /// <summary>A loss of one's own. Decompositions are meaningful for proper losses only: those that a forecaster minimises by saying what it believes.</summary>
    /// <param name="name">What reports print.</param>
    /// <param name="loss">The loss of a probability when the event happened (true) and when not; not NaN.</param>
    public static ForecastLoss Of(string name, Func<double, bool, double> loss)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(loss);
        return new ForecastLoss(name, loss);
    }

    /// <summary>The mean loss of a table, summed in its order.</summary>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public double Mean(ScoreTable table)
    {
        Guard.Probabilities(table);
        var sum = new CompensatedSum();
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Positives[i] > 0) sum.Add(table.Positives[i] * _loss(table.Scores[i], true));
            if (table.Negatives[i] > 0) sum.Add(table.Negatives[i] * _loss(table.Scores[i], false));
        }

        return sum.Value / table.TotalWeight;
    }

    /// <summary>The loss of one forecast.</summary>
    /// <exception cref="InvalidCalibrationDataException">The forecast is outside [0, 1].</exception>
    public double Of(double probability, bool isYes) => _loss(Guard.Probability(probability, "forecast"), isYes);
}
