namespace HypeKr.Calibration.Tests;

/// <summary>A bundle whose every number is known from its rows.</summary>
internal static class BundleFixture
{
    /// <summary>
    /// Politics: 200 sharp forecasts, 95 % right, at 0.02 to 0.98. Sports: 10 rows only. Weather: forecasts that say nothing.
    /// The market is half as sharp, so that the forecasts have an edge.
    /// </summary>
    public static CalibrationRow[] Rows()
    {
        var rows = new List<CalibrationRow>();
        for (var i = 0; i < 200; i++)
        {
            var yes = i % 2 == 0;
            var right = i % 40 != 7 && i % 40 != 12;
            var p = 0.02 + (i / 2 % 25 / 100.0);
            var forecast = yes == right ? 1 - p : p;
            rows.Add(new(new RawProbability(forecast), "politics", BinaryOutcome.From(yes), 0.5 + ((forecast - 0.5) * 0.4)));
        }

        for (var i = 0; i < 10; i++) rows.Add(new(new RawProbability(i % 2 == 0 ? 0.9 : 0.1), "sports", BinaryOutcome.From(i % 2 == 0), 0.5));
        for (var i = 0; i < 120; i++) rows.Add(new(new RawProbability(0.3 + (i % 40 / 100.0)), "weather", BinaryOutcome.From(i % 3 == 0)));
        return [.. rows];
    }

    public static CalibratorBundle Bundle(CalibratorOptions? options = null) => CalibratorBundle.Fit(Rows(), options);
}
