namespace HypeKr.Calibration;

/// <summary>Calibrated forecasts, each made by a calibrator that has not seen its row. The only calibrated values that a shrinkage may be fitted on.</summary>
/// <remarks>
/// A calibrator follows the labels it was fitted on, so on its own rows it looks better than it is, and alpha comes out far too high.
/// This type makes its values itself, fold by fold, and cannot hold others.
/// </remarks>
public sealed class OutOfFoldForecasts
{
    private readonly double[] _values;
    private readonly bool[] _labels;

    private OutOfFoldForecasts(double[] values, bool[] labels)
    {
        _values = values;
        _labels = labels;
    }

    /// <summary>n calibrated forecasts, in the order of the rows.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>n labels, true for the event.</summary>
    public ReadOnlySpan<bool> Labels => _labels;

    /// <summary>Calibrates every fold with a calibrator fitted on the other folds.</summary>
    /// <param name="forecasts">n raw forecasts.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="folds">n fold numbers, at least two different ones. Rows that belong together (one question, one day) belong in one fold.</param>
    /// <param name="fit">Fits a calibrator on a table, for example <c>table => IsotonicCalibrator.Fit(table)</c>.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or there is one fold only.</exception>
    /// <exception cref="InvalidCalibrationDataException">A calibrated value is no probability; the error names its row.</exception>
    public static OutOfFoldForecasts Calibrate(ReadOnlySpan<RawProbability> forecasts, ReadOnlySpan<bool> labels, ReadOnlySpan<int> folds, Func<ScoreTable, ICalibrator> fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Guard.SameLength(forecasts.Length, labels.Length, nameof(labels));
        Guard.SameLength(forecasts.Length, folds.Length, nameof(folds));
        var rows = new Dictionary<int, List<int>>();
        for (var i = 0; i < folds.Length; i++)
        {
            if (!rows.TryGetValue(folds[i], out var list)) rows[folds[i]] = list = [];
            list.Add(i);
        }

        if (rows.Count < 2) throw new ArgumentException("All rows are in one fold; two or more are needed, so that each is calibrated by the others.", nameof(folds));
        var values = new double[forecasts.Length];
        foreach (var (fold, held) in rows)
        {
            var scores = new List<double>();
            var outcomes = new List<bool>();
            for (var i = 0; i < folds.Length; i++)
            {
                if (folds[i] == fold) continue;
                scores.Add(forecasts[i].Value);
                outcomes.Add(labels[i]);
            }

            var calibrator = fit(ScoreTable.FromRows(scores.ToArray(), outcomes.ToArray()));
            foreach (var row in held) values[row] = Guard.Probability(calibrator.Predict(forecasts[row].Value), row, "out-of-fold value");
        }

        return new OutOfFoldForecasts(values, labels.ToArray());
    }
}
