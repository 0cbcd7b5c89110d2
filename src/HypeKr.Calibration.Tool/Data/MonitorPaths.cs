using System.Data.Common;

namespace HypeKr.Calibration.Tool;

/// <summary>The evidence of the monitors over rows in the order of their questions.</summary>
internal static class MonitorPaths
{
    public const decimal FalseAlarmRate = 0.01m;

    /// <summary>Reads category, score and outcome of every row, oldest first.</summary>
    public static List<MartingalePath> Of(DbDataReader reader, string score, CalibratorBundle? bundle)
    {
        var options = new MonitorOptions { FalseAlarmRate = FalseAlarmRate };
        var (alike, honest, calibrated) = (new ExchangeabilityMonitor(options), new CalibrationMonitor(options), new CalibrationMonitor(options));
        var (likeness, honesty, calibration) = (new List<double>(), new List<double>(), new List<double>());
        var (forecast, place, value) = (new double[1], new int[1], new double[1]);
        while (reader.Read())
        {
            var (category, outcome) = (reader.GetString(0), BinaryOutcome.FromResolution(reader.GetDouble(2)));
            forecast[0] = reader.GetDouble(1);
            likeness.Add(alike.Update(category, new RawProbability(forecast[0]), outcome).LogEvidence / Math.Log(10));
            honesty.Add(honest.Update(forecast[0], outcome).LogEvidence / Math.Log(10));
            if (bundle is null) continue;
            place[0] = bundle.IndexOf(category);
            bundle.Apply(forecast, place, value);
            calibration.Add(calibrated.Update(value[0], outcome).LogEvidence / Math.Log(10));
        }

        if (likeness.Count == 0) return [];
        var paths = new List<MartingalePath> { new("rows are no longer alike", likeness), new($"{score} is off", honesty) };
        if (bundle is not null) paths.Add(new MartingalePath("the bundle is off", calibration));
        return paths;
    }
}
