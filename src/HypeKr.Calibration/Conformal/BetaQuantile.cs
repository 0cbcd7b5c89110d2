using MathNet.Numerics;

namespace HypeKr.Calibration;

/// <summary>Quantiles of Beta(a, b) with integer a, b, by bisection of its distribution function.</summary>
internal static class BetaQuantile
{
    // Above this the continued fraction of the incomplete beta needs more terms than the library allows; the normal
    // approximation with its first two corrections is then good to 1e-9.
    private const long Large = 3000;

    public static double Of(long a, long b, double probability)
    {
        if (a + b > Large && Math.Min(a, b) > 100) return CornishFisher(a, b, probability);
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (SpecialFunctions.BetaRegularized(a, b, middle) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Cornish and Fisher, "Moments and cumulants in the specification of distributions" (1938), to the fourth cumulant.</summary>
    private static double CornishFisher(double a, double b, double probability)
    {
        var sum = a + b;
        var z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);
        var deviation = Math.Sqrt(a * b / (sum + 1)) / sum;
        var skew = 2 * (b - a) * Math.Sqrt(sum + 1) / ((sum + 2) * Math.Sqrt(a * b));
        var excess = 6 * (((a - b) * (a - b) * (sum + 1)) - (a * b * (sum + 2))) / (a * b * (sum + 2) * (sum + 3));
        var w = z + (((z * z) - 1) * skew / 6) + (((z * z * z) - (3 * z)) * excess / 24) - (((2 * z * z * z) - (5 * z)) * skew * skew / 36);
        return (a / sum) + (deviation * w);
    }
}
