using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Draws panels of numbers with chosen bias, noise, correlation, hedging, garbage and yielding: what a rule gains can be tried on them without a model.</summary>
/// <remarks>The model is that of <see cref="SimulatedForecasterOptions"/>; the same seed gives the same panels on every machine.</remarks>
public static class SimulatedPanels
{
    /// <summary>Draws panels and how their questions came out.</summary>
    /// <param name="questions">The number of panels, at least 1.</param>
    /// <param name="panelists">Panelists each, at least 1.</param>
    /// <param name="samples">Samples a panelist, at least 1; a panelist's estimate is their median.</param>
    /// <param name="options">The model; null for its defaults. <see cref="SimulatedForecasterOptions.SilenceRate"/> is not used: numbers alone are drawn.</param>
    /// <returns>One panel a question, drawn when it is read: <see cref="PastPanel.FirstBest"/> is the private round, <see cref="PastPanel.Best"/> the round after each moved toward the others' mean log odds.</returns>
    public static IEnumerable<PastPanel> Draw(int questions, int panelists, int samples = 1, SimulatedForecasterOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(questions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(panelists, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        options ??= new SimulatedForecasterOptions();
        options.Validate();
        return Drawn();

        IEnumerable<PastPanel> Drawn()
        {
            // Scales are spread evenly between the smallest and the largest, the best panelist first.
            var weakness = new double[panelists];
            for (var i = 0; i < panelists; i++) weakness[i] = panelists == 1 ? 0.5 : (double)i / (panelists - 1);
            for (var question = 0; question < questions; question++)
            {
                var random = StableRandom.For(options.Seed, "panel", question.ToString(CultureInfo.InvariantCulture));
                yield return One(ref random, options, weakness, samples);
            }
        }
    }

    private static PastPanel One(ref StableRandom random, SimulatedForecasterOptions options, double[] weakness, int samples)
    {
        var truth = options.TruthMean + (options.TruthDeviation * random.NextNormal());
        var shared = random.NextNormal();
        var outcome = random.NextDouble() < Aggregators.Sigmoid(truth);
        var first = new double[weakness.Length];
        Span<double> drawn = samples <= 128 ? stackalloc double[samples] : new double[samples];
        for (var i = 0; i < first.Length; i++)
        {
            var error = (Math.Sqrt(options.ErrorCorrelation) * shared) + (Math.Sqrt(1 - options.ErrorCorrelation) * random.NextNormal());
            var scale = options.SmallestNoise + ((options.LargestNoise - options.SmallestNoise) * weakness[i]);
            var estimate = options.Gain * (truth + options.Bias + (scale * error));
            for (var sample = 0; sample < samples; sample++)
            {
                drawn[sample] = Aggregators.Sigmoid(estimate + (options.SampleNoise * random.NextNormal()));
                if (options.GarbageRate > 0 && random.NextDouble() < options.GarbageRate) drawn[sample] = random.NextDouble();
            }

            first[i] = Aggregators.Median(drawn);
        }

        var last = new double[first.Length];
        var mean = Aggregators.MeanLogit(first, 1e-6);
        for (var i = 0; i < first.Length; i++)
        {
            var own = Aggregators.Logit(Aggregators.Clip(first[i], 1e-6));
            var yielding = Math.Min(1, options.PeerWeight * (1 + (options.YieldingBySkill * ((2 * weakness[i]) - 1))));
            last[i] = Aggregators.Sigmoid(own + (yielding * (mean - own)));
        }

        return new PastPanel { Best = last, FirstBest = first, Outcome = outcome };
    }
}
