namespace HypeKr.Calibration;

/// <summary>The arithmetic of alpha, in decimals: an exact double 0.3 gives a wrong quantile index for every tenth n.</summary>
internal static class ConformalLevel
{
    // 12 decimals leave room for 16 digits of n in a decimal's 28, so every product is exact.
    private const int MaximumScale = 12;

    public static decimal Check(decimal alpha)
    {
        if (alpha <= 0 || alpha >= 1) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1, for example 0.1 for sets that hold the truth nine times in ten.");
        if (decimal.Round(alpha, MaximumScale) != alpha) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha has more than 12 decimals.");
        return alpha;
    }

    /// <summary>k = ceil((n + 1)(1 - alpha)): the rank of the score that bounds the set; above n there is no bound.</summary>
    public static long Rank(long n, decimal alpha) => (long)decimal.Ceiling((n + 1) * (1 - alpha));
}
