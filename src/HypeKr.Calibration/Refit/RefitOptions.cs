namespace HypeKr.Calibration;

/// <summary>How a refit is made and what it must show.</summary>
public sealed record RefitOptions
{
    internal static RefitOptions Default { get; } = new();

    /// <summary>Which rows it is made from.</summary>
    /// <value><see cref="RefitWindow.All"/> by default.</value>
    public RefitWindow Window { get; init; } = RefitWindow.All;

    /// <summary>The policies of the new bundle.</summary>
    /// <value>The current bundle's by default, or the defaults of <see cref="CalibratorOptions"/> for the first.</value>
    public CalibratorOptions? Calibrator { get; init; }

    /// <summary>How many rows the window must have.</summary>
    /// <value>150 by default.</value>
    public long MinimumRows { get; init; } = 150;

    /// <summary>How many rows of questions created after the current bundle's data there must be.</summary>
    /// <value>100 by default.</value>
    public long MinimumNewRows { get; init; } = 100;

    /// <summary>The share of the new rows that is held back, in whole days, the newest first; between 0 and 1.</summary>
    /// <value>0.5 by default.</value>
    public decimal TailShare { get; init; } = 0.5m;

    /// <summary>The chance that a bundle which is no better than the current one is ever accepted in its place, over all attempts together: attempt k spends 6/(π²k²) of it.</summary>
    /// <value>0.05 by default.</value>
    public decimal Level { get; init; } = 0.05m;

    /// <summary>How much worse than the current bundle a new one may be in Brier, for a refit whose purpose is not to be better: after a change of version, or of policies.</summary>
    /// <value>0 by default: it must be better.</value>
    public double Margin { get; init; }

    /// <summary>Up to when outcomes were known; recorded in the bundle.</summary>
    /// <value>Null by default.</value>
    public DateTimeOffset? CutOff { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Window);
        if (MinimumRows < 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MinimumRows is {MinimumRows}; 1 or more is needed."));
        if (MinimumNewRows < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MinimumNewRows is {MinimumNewRows}; 2 or more is needed."));
        if (TailShare is <= 0 or >= 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"TailShare is {TailShare}; it lies between 0 and 1, for example 0.5."));
        if (Level is <= 0 or >= 0.5m) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Level is {Level}; it lies between 0 and 0.5, for example 0.05."));
        if (!(Margin >= 0 && Margin <= 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Margin is {Margin}; it lies in [0, 1]."));
        Calibrator?.Validate();
    }
}
