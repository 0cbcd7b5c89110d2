using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>When a panel has talked enough: two conditions on the spread, and a number of rounds.</summary>
/// <remarks>
/// <para>The spread of a round is the population standard deviation of the persona medians. A round ends the panel as
/// <see cref="ExitReason.Converged"/> if its spread is below <paramref name="ConvergedBelow"/>, also the first;
/// as <see cref="ExitReason.Stalled"/>, from the second round on, if the spread fell by less than
/// <paramref name="StalledImprovementBelow"/> and is below <paramref name="StalledSpreadBelow"/>; else as
/// <see cref="ExitReason.MaxRounds"/> after that many rounds.</para>
/// <para>Both halves of the second condition matter: a panel that is far apart and not moving is not done, it is divided.
/// The level was added after a run that stopped at a spread of 0.29.</para>
/// </remarks>
/// <param name="ConvergedBelow">Default 0.02, the original's. Same-model panels reach it in the first round about one time in three, diverse ones hardly ever.</param>
/// <param name="StalledImprovementBelow">Default 0.005, the original's.</param>
/// <param name="StalledSpreadBelow">Default 0.15, the original's.</param>
/// <param name="MaxRounds">At least 1. Default 2, the original's.</param>
public sealed record StopRule(double ConvergedBelow = 0.02, double StalledImprovementBelow = 0.005, double StalledSpreadBelow = 0.15, int MaxRounds = 2)
{
    /// <summary>Decides after the last of the given rounds.</summary>
    /// <param name="spreads">The spread of each round so far, at least one, each at least 0.</param>
    /// <returns>Why to stop, or null to go on.</returns>
    public ExitReason? Decide(params ReadOnlySpan<double> spreads)
    {
        if (spreads.IsEmpty) throw new ArgumentException("There is no round to judge; at least one spread is needed.", nameof(spreads));
        foreach (var spread in spreads)
        {
            if (!(spread >= 0)) throw new ArgumentOutOfRangeException(nameof(spreads), spread, "A spread is a number of at least 0.");
        }

        var last = spreads[^1];
        if (last < ConvergedBelow) return ExitReason.Converged;
        if (spreads.Length > 1 && spreads[^2] - last < StalledImprovementBelow && last < StalledSpreadBelow) return ExitReason.Stalled;
        return spreads.Length >= MaxRounds ? ExitReason.MaxRounds : null;
    }

    internal string? Problem()
    {
        if (!(ConvergedBelow >= 0) || double.IsInfinity(ConvergedBelow)) return Say($"stop.convergedBelow is {ConvergedBelow}; expected at least 0");
        if (!(StalledImprovementBelow >= 0) || double.IsInfinity(StalledImprovementBelow)) return Say($"stop.stalledImprovementBelow is {StalledImprovementBelow}; expected at least 0");
        if (!(StalledSpreadBelow >= 0) || double.IsInfinity(StalledSpreadBelow)) return Say($"stop.stalledSpreadBelow is {StalledSpreadBelow}; expected at least 0");
        if (MaxRounds < 1) return Say($"stop.maxRounds is {MaxRounds}; expected at least 1");
        return null;

        static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
