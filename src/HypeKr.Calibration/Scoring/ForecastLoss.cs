namespace HypeKr.Calibration;

/// <summary>The loss of one forecast on one row.</summary>
public sealed class ForecastLoss
{
    private readonly Func<double, bool, double> _loss;

    private ForecastLoss(string name, Func<double, bool, double> loss) => (Name, _loss) = (name, loss);

    /// <summary>(f - o)².</summary>
    public static ForecastLoss Brier { get; } = new("Brier", static (p, yes) => yes ? (1 - p) * (1 - p) : p * p);

    /// <summary>What reports print.</summary>
    public string Name { get; }

    /// <summary>The negative log likelihood in nats, with a named clip.</summary>
    public static ForecastLoss Log(LogLossClip clip) => new($"log loss (clip {clip.Name})", (p, yes) => -Math.Log(yes ? clip.Apply(p) : 1 - clip.Apply(p)));

    /// <summary>The loss of one forecast.</summary>
    /// <exception cref="InvalidCalibrationDataException">The forecast is outside [0, 1].</exception>
    public double Of(double probability, bool isYes) => _loss(Guard.Probability(probability, "forecast"), isYes);
}
