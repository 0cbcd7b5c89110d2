using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class CoherenceTests
{
    [Property]
    public void Sums_to_one_in_any_order_of_outcomes(byte[] raw)
    {
        if (raw.Length < 2) return;
        double[] values = [.. raw.Select(b => b / 255.0)];
        foreach (var method in Enum.GetValues<CoherenceMethod>())
        {
            if (method == CoherenceMethod.Normalize && values.All(v => v == 0)) continue;
            var coherent = Of(values, method);
            Assert.Equal(1, coherent.Sum(), 1e-12);
            Assert.All(coherent, p => Assert.InRange(p, 0, 1));
            Assert.Equal(coherent.Reverse(), Of([.. values.Reverse()], method));
        }
    }

    [Property]
    public void Projection_is_nearer_than_any_other_point_and_never_scores_worse(byte[] raw, byte[] other)
    {
        if (raw.Length < 2 || other.Length < 2) return;
        double[] values = [.. raw.Take(6).Select(b => b / 255.0)];
        var projected = Of(values, CoherenceMethod.Project);
        double[] masses = [.. values.Select((_, i) => other[i % other.Length] + 1.0)];
        double[] point = [.. masses.Select(m => m / masses.Sum())];
        Assert.True(Distance(values, projected) <= Distance(values, point) + 1e-12);
        for (var truth = 0; truth < values.Length; truth++)
        {
            double[] vertex = [.. values.Select((_, i) => i == truth ? 1.0 : 0)];
            Assert.True(Distance(projected, vertex) <= Distance(values, vertex) + 1e-12);
        }

        static double Distance(double[] a, double[] b) => a.Zip(b).Sum(p => (p.First - p.Second) * (p.First - p.Second));
    }

    [Fact]
    public void Known_values()
    {
        Assert.Equal([0.5, 0.25, 0.25], Of([0.5, 0.25, 0.25], CoherenceMethod.Project));
        Assert.Equal([0.75, 0.25, 0], Of([0.9, 0.4, 0.05], CoherenceMethod.Project), new Near());
        Assert.Equal([0.6, 0.3, 0.1], Of([0.72, 0.36, 0.12], CoherenceMethod.Normalize), new Near());
        Assert.Equal([0.5, 0.5], Of([0, 0], CoherenceMethod.Project));
        Assert.Throws<InvalidCalibrationDataException>(() => Of([0, 0], CoherenceMethod.Normalize));
        Assert.Throws<ArgumentException>(() => Of([1], CoherenceMethod.Project));
        Assert.Throws<UninitializedValueException>(() => Coherence.Of(new CalibratedProbability[2]));
    }

    [Fact]
    public void Forecasts_are_blended_and_decided_anew()
    {
        var bundle = BundleFixture.Bundle();
        var quote = new MarketQuote(0.55m, 0.57m, 0.01m);
        var forecasts = new[] { 0.9, 0.88, 0.1 }.Select(p => bundle.Calibrate(new RawProbability(p), "politics", quote)).ToArray();
        var coherent = Coherence.Of(forecasts);
        Assert.Equal(1, coherent.Sum(f => f.Calibrated.Value), 1e-12);
        Assert.Equal(Of([.. forecasts.Select(f => f.Calibrated.Value)], CoherenceMethod.Project), coherent.Select(f => f.Calibrated.Value));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(coherent[i].IsCoherent && coherent[i].Interval.Contains(coherent[i].Calibrated.Value));
            Assert.Equal((coherent[i].Alpha!.Value * coherent[i].Calibrated.Value) + ((1 - coherent[i].Alpha!.Value) * 0.56), coherent[i].Blended!.Value.Value, 1e-15);
            Assert.Equal(coherent[i].Decision, KellyStake.From(coherent[i], quote).Decision);
        }

        // Two outcomes cannot both be worth 0.88: the edge that each had alone is gone.
        Assert.IsType<ForecastDecision.Trade>(forecasts[0].Decision);
        Assert.Equal(SkipReason.NoEdgeAfterCosts, Assert.IsType<ForecastDecision.Skip>(coherent[0].Decision).Reason);
        Assert.Contains("coherent with the other outcomes", coherent[0].Explanation, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Coherence.Of([forecasts[0], BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.2m }).Calibrate(new RawProbability(0.5), "politics", quote)]));
    }

    private static double[] Of(double[] values, CoherenceMethod method) => [.. Coherence.Of([.. values.Select(v => new CalibratedProbability(v))], method).Select(p => p.Value)];

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
