namespace HypeKr.Calibration;

/// <summary>Wilson, "Probable inference, the law of succession, and statistical inference" (1927).</summary>
internal static class WilsonInterval
{
    // z of a two-sided 90 % interval.
    private const double Z = 1.6448536269514722;

    /// <summary>The 90 % interval of a share that was observed on n rows.</summary>
    public static (double Low, double High) Of(double rate, double n)
    {
        var centre = (rate + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((rate * (1 - rate) / n) + (Z * Z / (4 * n * n)));
        return (Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }
}
