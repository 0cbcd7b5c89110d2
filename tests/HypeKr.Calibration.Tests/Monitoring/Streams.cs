namespace HypeKr.Calibration.Tests;

/// <summary>Simulated streams of resolved forecasts: calibrated up to a row, and drifted from there on.</summary>
internal static class Streams
{
    /// <summary>So many rows. From the drift on YES comes with the square of the forecast, so that forecasts are too high by up to a quarter; or, where skill is lost, one time in two whatever the forecast.</summary>
    public static IEnumerable<(string Category, double Forecast, BinaryOutcome Outcome)> Of(int seed, int rows, int? driftAt = null, bool losesSkill = false)
    {
        var random = new Random(seed);
        for (var i = 0; i < rows; i++)
        {
            // Twentieths, as models answer.
            var forecast = random.Next(1, 20) / 20.0;
            var truth = i < (driftAt ?? rows) ? forecast : losesSkill ? 0.5 : forecast * forecast;
            yield return (i % 3 == 0 ? "sports" : "politics", forecast, BinaryOutcome.From(random.NextDouble() < truth));
        }
    }

    /// <summary>The largest number of alarms in so many streams that a rate of alarms explains, but for one time in ten thousand: the binomial bound.</summary>
    public static int Bound(int streams, double rate)
    {
        var binomial = new MathNet.Numerics.Distributions.Binomial(rate, streams);
        var bound = 0;
        while (binomial.CumulativeDistribution(bound) < 1 - 1e-4) bound++;
        return bound;
    }
}
