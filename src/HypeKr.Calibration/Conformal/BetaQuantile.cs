using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace HypeKr.Calibration;

/// <summary>Quantiles of Beta(a, b) with integer a, b, to 1e-7.</summary>
internal static class BetaQuantile
{
    // Beyond this the continued fraction of the incomplete beta needs more terms than the numerics library takes.
    private const long Large = 3000;

    // With at most so many on one side a large beta is a short binomial sum.
    private const long Few = 100;

    public static double Of(long a, long b, double probability)
    {
        if (a + b > Large && Math.Min(a, b) > Few) return CornishFisher(a, b, probability);
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Below(a, b, middle) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static double Below(long a, long b, double x)
    {
        if (a + b <= Large) return SpecialFunctions.BetaRegularized(a, b, x);
        return b <= a ? AtMost(b - 1, a + b - 1, x, 1 - x) : 1 - AtMost(a - 1, a + b - 1, 1 - x, x);
    }

    /// <summary>The probability of at most k successes in n trials of probability y, with x = 1 - y.</summary>
    private static double AtMost(long k, long n, double x, double y)
    {
        var term = Math.Exp(n * Math.Log(x));
        var sum = term;
        for (var j = 0L; j < k; j++)
        {
            term *= (n - j) / (double)(j + 1) * (y / x);
            sum += term;
        }

        return sum;
    }

    /// <summary>Cornish and Fisher, "Moments and cumulants in the specification of distributions" (1938), to the fourth cumulant.</summary>
    private static double CornishFisher(double a, double b, double probability)
    {
        var sum = a + b;
        var z = Normal.InvCDF(0, 1, probability);
        var deviation = Math.Sqrt(a * b / (sum + 1)) / sum;
        var skew = 2 * (b - a) * Math.Sqrt(sum + 1) / ((sum + 2) * Math.Sqrt(a * b));
        var excess = 6 * (((a - b) * (a - b) * (sum + 1)) - (a * b * (sum + 2))) / (a * b * (sum + 2) * (sum + 3));
        var w = z + (((z * z) - 1) * skew / 6) + (((z * z * z) - (3 * z)) * excess / 24) - (((2 * z * z * z) - (5 * z)) * skew * skew / 36);
        return (a / sum) + (deviation * w);
    }
}
