using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Pushes an aggregate away from one half when the panel agrees, and toward it when the panel is divided.</summary>
/// <remarks>
/// <para>p' = 0.5 + (p - 0.5) f, with f = 1 + a for spread ≤ narrow, 1 - a/2 for spread ≥ wide, linear between, cut to
/// [margin, 1 - margin]. Without the cut p' leaves [0, 1] once p is above 0.8333 or below 0.1667 at f = 1.5; the original does not say how it cuts.</para>
/// <para>The stretch is the original's own. It is not the transform of Baron et al. (2014), which does not depend on
/// spread (<see cref="Aggregators.BaronMean"/>). On recorded panels of language models it worsened the Brier score:
/// fit calibrators on the aggregate before extremisation.</para>
/// </remarks>
/// <param name="Aggressiveness">a in [0, 1]; 0 leaves p alone. Default 0.5, the original's.</param>
/// <param name="NarrowSpread">Population standard deviation up to which f = 1 + a. Default 0.05, the original's.</param>
/// <param name="WideSpread">Population standard deviation from which f = 1 - a/2; above <paramref name="NarrowSpread"/>. Default 0.20, the original's.</param>
/// <param name="Margin">In [0, 0.5): the result stays in [margin, 1 - margin]. Default 0.01, ours: a certainty would be ruinous under log loss and Kelly.</param>
public sealed record SpreadExtremization(double Aggressiveness = 0.5, double NarrowSpread = 0.05, double WideSpread = 0.20, double Margin = 0.01)
{
    /// <summary>No extremisation: every probability stays as it is.</summary>
    public static SpreadExtremization None { get; } = new(Aggressiveness: 0, Margin: 0);

    /// <summary>The factor f for a spread.</summary>
    /// <param name="spread">Population standard deviation, at least 0.</param>
    public double Factor(double spread)
    {
        if (!(spread >= 0)) throw new ArgumentOutOfRangeException(nameof(spread), spread, "A spread is a number of at least 0.");
        if (spread <= NarrowSpread) return 1 + Aggressiveness;
        if (spread >= WideSpread) return 1 - (Aggressiveness / 2);
        var share = (spread - NarrowSpread) / (WideSpread - NarrowSpread);
        return 1 + Aggressiveness - (share * 1.5 * Aggressiveness);
    }

    /// <summary>The stretched probability, inside [margin, 1 - margin].</summary>
    /// <param name="probability">The aggregate, in [0, 1].</param>
    /// <param name="spread">Population standard deviation of the panel, at least 0.</param>
    public double Apply(double probability, double spread)
    {
        Aggregators.Check([probability]);
        return Aggregators.Clip(Aggressiveness == 0 ? probability : Stretch(probability, spread), Margin);
    }

    // Before the cut: may lie outside [0, 1].
    internal double Stretch(double probability, double spread) => 0.5 + ((probability - 0.5) * Factor(spread));

    internal string? Problem()
    {
        if (Aggressiveness is not (>= 0 and <= 1)) return Say($"extremization.aggressiveness is {Aggressiveness}; expected 0 to 1");
        if (NarrowSpread is not (>= 0 and <= 0.5)) return Say($"extremization.narrowSpread is {NarrowSpread}; expected 0 to 0.5");
        if (!(WideSpread > NarrowSpread) || double.IsInfinity(WideSpread)) return Say($"extremization.wideSpread is {WideSpread}; expected a number above narrowSpread, {NarrowSpread}");
        if (Margin is not (>= 0 and < 0.5)) return Say($"extremization.margin is {Margin}; expected at least 0 and below 0.5");
        return null;

        static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
