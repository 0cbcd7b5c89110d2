namespace HypeKr.Calibration;

/// <summary>How far from 0 and 1 a probability is moved before its logarithm is taken. Log losses with different clips cannot be compared, so the clip has a name.</summary>
public readonly record struct LogLossClip
{
    private LogLossClip(string name, double epsilon) => (Name, Epsilon) = (name, epsilon);

    /// <summary>2.2e-16, the spacing of doubles at one: scikit-learn's clip.</summary>
    public static LogLossClip MachineEpsilon { get; } = new("2.2e-16", double.BitIncrement(1) - 1);

    /// <summary>1e-7, common in older reports.</summary>
    public static LogLossClip TenMillionth { get; } = new("1e-7", 1e-7);

    /// <summary>No clip: a certain forecast that fails has infinite loss.</summary>
    public static LogLossClip None { get; } = new("no clip", 0);

    /// <summary>What reports print.</summary>
    public string Name { get => field ?? None.Name; }

    /// <summary>Probabilities are moved into [ε, 1 - ε].</summary>
    public double Epsilon { get; }

    /// <summary>A clip of one's own.</summary>
    /// <param name="epsilon">From 0 to below 0.5.</param>
    public static LogLossClip Of(double epsilon)
    {
        if (!(epsilon >= 0 && epsilon < 0.5)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "A clip lies in [0, 0.5), for example 1e-7.");
        return new LogLossClip(string.Create(CultureInfo.InvariantCulture, $"{epsilon}"), epsilon);
    }

    /// <summary>The clip's name.</summary>
    public override string ToString() => Name;

    internal double Apply(double probability) => Math.Min(Math.Max(probability, Epsilon), 1 - Epsilon);
}
