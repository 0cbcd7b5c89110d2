using System.Runtime.Intrinsics;

namespace HypeKr.Calibration.Tests;

/// <summary>Logarithm and exponential of the package's own, against the platform's, which is right to an ulp or so.</summary>
public sealed class ExactMathTests
{
    public static IEnumerable<double> Positives()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) yield return BitConverter.Int64BitsToDouble(random.NextInt64(1, BitConverter.DoubleToInt64Bits(double.MaxValue)));
        for (var i = 0; i < 20_000; i++) yield return random.NextDouble();
        for (var i = 0; i < 2_000; i++) yield return 1 + ((random.NextDouble() - 0.5) * 1e-6);
        foreach (var x in (double[])[1, 2, 0.5, double.Epsilon, 2.2250738585072014e-308, 2.225073858507201e-308, double.MaxValue, Math.Sqrt(0.5), Math.Sqrt(2), 1 - 1.1102230246251565e-16]) yield return x;
    }

    [Fact]
    public void Log_is_within_an_ulp_or_so()
    {
        foreach (var x in Positives()) AssertClose(Math.Log(x), ExactMath.Log(x), 4e-16);
        Assert.Equal(0, ExactMath.Log(1));
        Assert.Equal(double.NegativeInfinity, ExactMath.Log(0));
        Assert.Equal(double.PositiveInfinity, ExactMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(ExactMath.Log(-1)));
        Assert.True(double.IsNaN(ExactMath.Log(double.NaN)));
    }

    [Fact]
    public void Vector_log_has_the_scalar_bits()
    {
        foreach (var four in Positives().Where(double.IsNormal).Chunk(4).Where(c => c.Length == 4))
        {
            var logs = ExactMath.Log(Vector256.Create(four));
            for (var lane = 0; lane < 4; lane++) Assert.Equal(BitConverter.DoubleToInt64Bits(ExactMath.Log(four[lane])), BitConverter.DoubleToInt64Bits(logs[lane]));
        }
    }

    [Fact]
    public void Exp_is_within_an_ulp_or_so()
    {
        var random = new Random(8);
        for (var i = 0; i < 40_000; i++)
        {
            var x = ((random.NextDouble() * 2) - 1) * (i % 2 == 0 ? 700 : 2);
            AssertClose(Math.Exp(x), ExactMath.Exp(x), 5e-16);
        }

        Assert.Equal(1, ExactMath.Exp(0));
        Assert.Equal(0, ExactMath.Exp(-800));
        Assert.Equal(double.PositiveInfinity, ExactMath.Exp(800));
        Assert.Equal(0, ExactMath.Exp(double.NegativeInfinity));
        Assert.True(double.IsNaN(ExactMath.Exp(double.NaN)));
    }

    [Fact]
    public void Softplus_and_sigmoid_keep_their_digits_where_one_would_swallow_them()
    {
        foreach (var z in (double[])[-700, -40, -37, -20, -1, -1e-9, 0, 1e-9, 1, 20, 37, 40, 700])
        {
            AssertClose(z > 0 ? z + Small(Math.Exp(-z)) : Small(Math.Exp(z)), ExactMath.Softplus(z), 1e-14);
            AssertClose(z < -30 ? Math.Exp(z) : 1 / (1 + Math.Exp(-z)), ExactMath.Sigmoid(z), 1e-14);
        }

        Assert.Equal(double.Epsilon, ExactMath.LogOnePlus(double.Epsilon));
        AssertClose(1e-10, ExactMath.LogOnePlus(1.00000000005e-10), 1e-15);
    }

    /// <summary>ln(1 + x), by its series where x is small.</summary>
    private static double Small(double x) => x < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(expected == actual || Math.Abs(expected - actual) <= relative * Math.Max(Math.Abs(expected), double.Epsilon / relative), FormattableString.Invariant($"expected {expected:R}, got {actual:R}"));
}
