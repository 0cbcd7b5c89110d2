namespace HypeKr.Calibration.Tests;

public sealed class BinaryOutcomeTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(9.045e-08, false)]
    [InlineData(0.49999999999999994, false)]
    [InlineData(0.5, true)]
    [InlineData(0.9999999, true)]
    [InlineData(1, true)]
    public void Resolution_is_yes_from_one_half_up(double value, bool yes)
    {
        Assert.Equal(yes, BinaryOutcome.FromResolution(value).IsYes);
        Assert.Equal(BinaryOutcome.From(yes), BinaryOutcome.FromResolution(value));
    }

    [Fact]
    public void Refuses_a_resolution_that_is_no_number() => Assert.Throws<InvalidCalibrationDataException>(() => BinaryOutcome.FromResolution(double.NaN));

    [Fact]
    public void Default_values_stand_for_nothing()
    {
        Assert.Throws<UninitializedValueException>(() => default(BinaryOutcome).IsYes);
        Assert.Throws<UninitializedValueException>(() => default(RawProbability).Value);
        Assert.Throws<UninitializedValueException>(() => default(CalibratedProbability).Value);
        Assert.Throws<UninitializedValueException>(() => default(MarketQuote).Mid);
        Assert.Throws<UninitializedValueException>(() => default(MarketQuote).Fee);
        Assert.NotEqual(default, BinaryOutcome.No);
        Assert.NotEqual(default, new RawProbability(0));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Refuses_what_is_no_probability(double value) => Assert.Throws<InvalidCalibrationDataException>(() => new RawProbability(value));
}
