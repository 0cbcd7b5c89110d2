using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>How many panelists must give a readable answer in a round for the round to count.</summary>
/// <remarks>Panelists that fail are left out and reported; nobody is entered as one half. Both conditions must hold.</remarks>
/// <param name="MinimumCount">At least 2: one panelist has no spread, and would look like perfect agreement. Default 3, ours.</param>
/// <param name="MinimumShare">Share of the panel, in [0, 1]. Default 0.5, ours: the median of medians then still speaks for half the frames.</param>
public sealed record Quorum(int MinimumCount = 3, double MinimumShare = 0.5)
{
    /// <summary>The number of panelists needed of a panel.</summary>
    /// <param name="panelists">Size of the panel.</param>
    public int Required(int panelists) => Math.Max(MinimumCount, (int)Math.Ceiling((MinimumShare * panelists) - 1e-9));

    internal string? Problem(int panelists)
    {
        if (MinimumCount < 2) return Say($"quorum.minimumCount is {MinimumCount}; expected at least 2");
        if (MinimumCount > panelists) return Say($"quorum.minimumCount is {MinimumCount} and the panel has {panelists} personas; it could never be reached");
        if (MinimumShare is not (>= 0 and <= 1)) return Say($"quorum.minimumShare is {MinimumShare}; expected 0 to 1");
        return null;

        static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
