namespace HypeKr.Calibration;

/// <summary>Multi-class calibration by one Venn-Abers calibrator a class, normalised. Carries no guarantee.</summary>
public sealed class VennAbersOneVersusRest
{
    private readonly VennAbersCalibrator[] _classes;

    private VennAbersOneVersusRest(VennAbersCalibrator[] classes) => _classes = classes;

    /// <summary>C, the number of classes.</summary>
    public int ClassCount => _classes.Length;

    /// <summary>Fits the C calibrators.</summary>
    /// <param name="probabilities">n rows of C probabilities, row by row.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="aboveRange">What p1 is above the highest score: 1 by definition, or what the Python package answers.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a value is no probability, or a class does not exist.</exception>
    public static VennAbersOneVersusRest Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, int classCount, VennAbersAboveRange aboveRange = VennAbersAboveRange.One)
    {
        MulticlassRows.Check(probabilities, classes, classCount);
        var fitted = new VennAbersCalibrator[classCount];
        var scores = new double[classes.Length];
        var labels = new bool[classes.Length];
        for (var i = 0; i < classCount; i++)
        {
            for (var row = 0; row < classes.Length; row++)
            {
                scores[row] = probabilities[(row * classCount) + i];
                labels[row] = classes[row] == i;
            }

            fitted[i] = VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels), 1, aboveRange);
        }

        return new VennAbersOneVersusRest(fitted);
    }

    /// <summary>The calibrated probabilities of one object; they sum to one.</summary>
    /// <param name="probabilities">The object's C uncalibrated probabilities.</param>
    /// <param name="destination">Room for C probabilities.</param>
    /// <exception cref="ArgumentException">A span has not C elements.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability.</exception>
    public void Predict(ReadOnlySpan<double> probabilities, Span<double> destination)
    {
        MulticlassRows.CheckObject(probabilities, destination, ClassCount);
        for (var i = 0; i < ClassCount; i++) destination[i] = _classes[i].Predict(probabilities[i]).Merge(VennAbersMerge.LogMinimax);
        MulticlassRows.Normalize(destination[..ClassCount]);
    }
}
