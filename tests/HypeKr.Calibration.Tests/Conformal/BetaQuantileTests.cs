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

    /// <summary>Expected: bisection over binomial sums in 60 decimal digits.</summary>
    [Theory]
    [InlineData(3200, 301, 0.9061004949461953, 0.9216797010238935)]
    [InlineData(101, 2950, 0.027956611744561665, 0.03859908195942547)]
    [InlineData(9000, 1001, 0.8949288834127698, 0.9048002004090955)]
    [InlineData(999951, 50, 0.9999378293527302, 0.9999610350719035)]
    [InlineData(20, 5000, 0.002642408639022383, 0.005549824992827804)]
    public void Large_cells_have_bands_to_seven_digits(long a, long b, double low, double high)
    {
        Assert.Equal(low, BetaQuantile.Of(a, b, 0.05), 1e-7);
        Assert.Equal(high, BetaQuantile.Of(a, b, 0.95), 1e-7);
    }
}
