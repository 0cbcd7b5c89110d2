using MathNet.Numerics.Distributions;

namespace HypeKr.Calibration.Tests;

public sealed class BetaQuantileTests
{
    [Theory]
    [InlineData(9, 1)]
    [InlineData(90, 11)]
    [InlineData(1, 400)]
    [InlineData(2600, 301)]
    public void Has_the_probability_below_it(long a, long b)
    {
        foreach (var probability in (double[])[0.05, 0.5, 0.95])
        {
            Assert.Equal(probability, Beta.CDF(a, b, BetaQuantile.Of(a, b, probability)), 1e-9);
        }
    }
}
