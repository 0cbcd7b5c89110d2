using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>The model behind <see cref="SimulatedForecasterClient"/>, in log odds.</summary>
/// <remarks>
/// A persona's private estimate of a question is <c>Gain · (truth + Bias + scale · e)</c> with e ~ N(0, 1) correlated
/// by <see cref="ErrorCorrelation"/> between personas and <c>scale</c> a fixed trait of the persona. A sample adds
/// N(0, <see cref="SampleNoise"/>²). In later rounds the estimate moves <see cref="PeerWeight"/> of the way to the median of the
/// listed peers. The truth, where none is given, is drawn from N(<see cref="TruthMean"/>, <see cref="TruthDeviation"/>²).
/// </remarks>
public sealed record SimulatedForecasterOptions
{
    /// <summary>Seed of everything that is drawn.</summary>
    /// <value>Default: 0.</value>
    public long Seed { get; init; }

    /// <summary>Mean log odds of the truth.</summary>
    /// <value>Default: -0.6, a base rate near 0.39.</value>
    public double TruthMean { get; init; } = -0.6;

    /// <summary>Standard deviation of the truth's log odds.</summary>
    /// <value>Default: 1.5.</value>
    public double TruthDeviation { get; init; } = 1.5;

    /// <summary>What all personas believe too much, in log odds.</summary>
    /// <value>Default: 0.</value>
    public double Bias { get; init; }

    /// <summary>Below 1 the panel hedges, above 1 it is overconfident.</summary>
    /// <value>Default: 1.</value>
    public double Gain { get; init; } = 1;

    /// <summary>Correlation of the errors of two personas, in [0, 1]. Language models of different families show about 0.9.</summary>
    /// <value>Default: 0.6.</value>
    public double ErrorCorrelation { get; init; } = 0.6;

    /// <summary>Error scale of the best persona, at least 0.</summary>
    /// <value>Default: 0.5.</value>
    public double SmallestNoise { get; init; } = 0.5;

    /// <summary>Error scale of the worst persona; each one's lies between, by its name.</summary>
    /// <value>Default: 1.5.</value>
    public double LargestNoise { get; init; } = 1.5;

    /// <summary>Standard deviation between samples of one persona, at least 0.</summary>
    /// <value>Default: 0.35.</value>
    public double SampleNoise { get; init; } = 0.35;

    /// <summary>In [0, 1]: how far an estimate moves to the peers' median in log odds.</summary>
    /// <value>Default: 0.25, the slope found in a recorded two-round panel of experts.</value>
    public double PeerWeight { get; init; } = 0.25;

    /// <summary>In [0, 1]: how much of <see cref="PeerWeight"/> depends on the persona. At 0 all yield alike; at 1 the best persona does not yield and the worst yields twice as much.</summary>
    /// <value>Default: 0. In log odds an equal pull leaves the geometric mean of odds where it was: only unequal yielding, or reasons, can gain.</value>
    public double YieldingBySkill { get; init; }

    /// <summary>Share of answers that are garbage: a number drawn from [0, 1], whatever the question. In [0, 1].</summary>
    /// <value>Default: 0.</value>
    public double GarbageRate { get; init; }

    /// <summary>Share of answers without a number, in [0, 1].</summary>
    /// <value>Default: 0.</value>
    public double SilenceRate { get; init; }

    internal void Validate()
    {
        Require(nameof(YieldingBySkill), YieldingBySkill, YieldingBySkill is >= 0 and <= 1, "0 to 1");
        Require(nameof(GarbageRate), GarbageRate, GarbageRate is >= 0 and <= 1, "0 to 1");
        Require(nameof(SilenceRate), SilenceRate, SilenceRate is >= 0 and <= 1, "0 to 1");
        Require(nameof(TruthMean), TruthMean, double.IsFinite(TruthMean), "a finite number");
        Require(nameof(TruthDeviation), TruthDeviation, Scale(TruthDeviation), "a finite number of at least 0");
        Require(nameof(Bias), Bias, double.IsFinite(Bias), "a finite number");
        Require(nameof(Gain), Gain, Gain > 0 && double.IsFinite(Gain), "a finite number above 0");
        Require(nameof(ErrorCorrelation), ErrorCorrelation, ErrorCorrelation is >= 0 and <= 1, "0 to 1");
        Require(nameof(SmallestNoise), SmallestNoise, Scale(SmallestNoise), "a finite number of at least 0");
        Require(nameof(LargestNoise), LargestNoise, Scale(LargestNoise) && LargestNoise >= SmallestNoise, "a finite number of at least SmallestNoise");
        Require(nameof(SampleNoise), SampleNoise, Scale(SampleNoise), "a finite number of at least 0");
        Require(nameof(PeerWeight), PeerWeight, PeerWeight is >= 0 and <= 1, "0 to 1");

        static bool Scale(double value) => value >= 0 && double.IsFinite(value);

        static void Require(string name, double value, bool good, string expected)
        {
            if (!good) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {expected}."), "options");
        }
    }
}
