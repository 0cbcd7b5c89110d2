using System.Reflection;

namespace HypeKr.Calibration.Tests;

/// <summary>What the types allow, and what they do not.</summary>
public sealed class ProbabilityTypesTests
{
    [Fact]
    public void Reading_a_default_throws()
    {
        Assert.Throws<UninitializedValueException>(() => default(RawProbability).Value);
        Assert.Throws<UninitializedValueException>(() => default(CalibratedProbability).Value);
        Assert.Throws<UninitializedValueException>(() => default(ProbabilityInterval).Lower);
        Assert.Throws<UninitializedValueException>(() => default(ProbabilityInterval).Upper);
        Assert.Throws<UninitializedValueException>(() => default(ProbabilityInterval).Width);
        Assert.Throws<UninitializedValueException>(() => default(ProbabilityInterval).Contains(0.5));
        Assert.Throws<UninitializedValueException>(() => default(BinaryOutcome).IsYes);
        Assert.Throws<UninitializedValueException>(() => default(MarketQuote).Bid);
        Assert.Throws<UninitializedValueException>(() => default(SignificanceLevel).Numerator);
        Assert.All((object[])[default(RawProbability), default(CalibratedProbability), default(ProbabilityInterval), default(BinaryOutcome), default(MarketQuote), default(SignificanceLevel)], v => Assert.Equal("(none)", v.ToString()));
    }

    [Fact]
    public void A_calibrated_probability_comes_from_a_calibrator_only()
    {
        var type = typeof(CalibratedProbability);
        Assert.Empty(type.GetConstructors());
        var makers = type.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.ReturnType == type);
        Assert.Empty(makers);
        Assert.DoesNotContain(typeof(RawProbability).GetMethods(), m => m.ReturnType == type);
        Assert.DoesNotContain(type.GetInterfaces(), i => i.Name.Contains("Parsable", StringComparison.Ordinal));
        Assert.Empty(type.GetCustomAttributes<System.Text.Json.Serialization.JsonConverterAttribute>());

        // Nothing else in the package turns text or a bare number into one.
        var others = type.Assembly.GetExportedTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public)).Where(m => m.ReturnType == type);
        Assert.DoesNotContain(others, m => m.GetParameters().All(p => p.ParameterType == typeof(string) || p.ParameterType == typeof(double)));
    }

    [Fact]
    public void An_interval_has_its_ends_in_order()
    {
        var interval = new ProbabilityInterval(0.25, 0.75);
        Assert.Equal((0.25, 0.75, 0.5, "[0.25, 0.75]"), (interval.Lower, interval.Upper, interval.Width, interval.ToString()));
        Assert.True(interval.Contains(0.25) && interval.Contains(0.75) && !interval.Contains(0.76));
        Assert.True(interval == new ProbabilityInterval(0.25, 0.75) && interval != new ProbabilityInterval(0.25, 0.8));
        Assert.Throws<InvalidCalibrationDataException>(() => new ProbabilityInterval(0.6, 0.5));
        Assert.Throws<InvalidCalibrationDataException>(() => new ProbabilityInterval(-0.1, 0.5));
        Assert.Throws<InvalidCalibrationDataException>(() => new ProbabilityInterval(0.1, double.NaN));
    }
}
