using System.Numerics;
using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class SignificanceLevelTests
{
    [Property]
    public void Rank_is_the_ceiling_in_unbounded_integers(PositiveInt n, PositiveInt a, PositiveInt b)
    {
        var (numerator, denominator) = (a.Get, (long)a.Get + b.Get);
        var rank = SignificanceLevel.Of(numerator, denominator).Rank(n.Get);
        var product = (BigInteger)(n.Get + 1) * (denominator - numerator);
        Assert.Equal((long)((product + denominator - 1) / denominator), rank);
    }

    [Fact]
    public void Decimals_and_fractions_that_are_equal_are_equal()
    {
        Assert.Equal(SignificanceLevel.Of(1, 10), (SignificanceLevel)0.10m);
        Assert.True(SignificanceLevel.Of(2, 20) == 0.1m && SignificanceLevel.Of(1, 3) != 0.3m);
        Assert.Equal("1/10", ((SignificanceLevel)0.1m).ToString());
        Assert.Equal((3L, 20L), (SignificanceLevel.FromDecimal(0.15m).Numerator, SignificanceLevel.FromDecimal(0.15m).Denominator));
        Assert.Equal(3_333_333_334, SignificanceLevel.Of(2, 3).Rank(9_999_999_999 + 1));
    }

    [Fact]
    public void A_third_is_a_third()
    {
        // n = 2: p = 1/3 is not above 1/3, which no decimal and no double can say.
        Assert.False(new ConformalPValue(0, 2).Exceeds(SignificanceLevel.Of(1, 3)));
        Assert.True(new ConformalPValue(0, 2).Reaches(SignificanceLevel.Of(1, 3)));
        Assert.True(new ConformalPValue(0, 2).Exceeds(0.333333333333333333m));
    }

    [Fact]
    public void Refuses_what_is_no_level()
    {
        foreach (var value in (decimal[])[0, 1, -0.1m, 2, 0.1234567890123456789m]) Assert.Throws<ArgumentOutOfRangeException>(() => SignificanceLevel.FromDecimal(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignificanceLevel.Of(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignificanceLevel.Of(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignificanceLevel.Of(1, long.MaxValue));
        Assert.Throws<UninitializedValueException>(() => default(SignificanceLevel).Rank(3));
        Assert.Throws<UninitializedValueException>(() => new ConformalPValue(0, 2).Exceeds(default));
    }

    [Fact]
    public void No_double_converts_to_a_level() =>
        Assert.DoesNotContain(typeof(SignificanceLevel).GetMethods(), m => m.GetParameters().Any(p => p.ParameterType == typeof(double) || p.ParameterType == typeof(float)));
}
