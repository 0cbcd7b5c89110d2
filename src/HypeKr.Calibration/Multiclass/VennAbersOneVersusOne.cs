namespace HypeKr.Calibration;

/// <summary>Multi-class calibration by a Venn-Abers calibrator for every pair of classes.</summary>
/// <remarks>
/// Manokhin, "Multi-class probabilistic classification using inductive and cross Venn-Abers predictors" (2017). The pair (i, j)
/// calibrates P_j / (P_i + P_j) on the rows of those two classes; with r_ij the probability that i beats j,
/// P_i = 1 / (Σ_j 1/r_ij - (C - 2)), normalised. Carries no guarantee.
/// </remarks>
public sealed class VennAbersOneVersusOne
{
    private readonly VennAbersCalibrator[] _pairs;

    private VennAbersOneVersusOne(int classes, VennAbersCalibrator[] pairs) => (ClassCount, _pairs) = (classes, pairs);

    /// <summary>C, the number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Fits all C (C - 1) / 2 pairs.</summary>
    /// <param name="probabilities">n rows of C probabilities, row by row.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="aboveRange">What p1 is above the highest score: 1 by definition, or what the Python package answers.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability, a class does not exist, or a pair of classes has no row.</exception>
    public static VennAbersOneVersusOne Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, int classCount, VennAbersAboveRange aboveRange = VennAbersAboveRange.One)
    {
        MulticlassRows.Check(probabilities, classes, classCount);
        var pairs = new List<VennAbersCalibrator>(classCount * (classCount - 1) / 2);
        var scores = new List<double>();
        var labels = new List<bool>();
        for (var i = 0; i < classCount; i++)
        {
            for (var j = i + 1; j < classCount; j++)
            {
                scores.Clear();
                labels.Clear();
                for (var row = 0; row < classes.Length; row++)
                {
                    if (classes[row] != i && classes[row] != j) continue;
                    scores.Add(PairScore(probabilities.Slice(row * classCount, classCount), i, j));
                    labels.Add(classes[row] == j);
                }

                if (scores.Count == 0) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"No row has class {i} or {j}; a pair of classes needs at least one."));
                pairs.Add(VennAbersCalibrator.Fit(ScoreTable.FromRows(scores.ToArray(), labels.ToArray()), 1, aboveRange));
            }
        }

        return new VennAbersOneVersusOne(classCount, [.. pairs]);
    }

    /// <summary>The calibrated probabilities of one object; they sum to one.</summary>
    /// <param name="probabilities">The object's C uncalibrated probabilities.</param>
    /// <param name="destination">Room for C probabilities.</param>
    /// <exception cref="ArgumentException">A span has not C elements.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability.</exception>
    public void Predict(ReadOnlySpan<double> probabilities, Span<double> destination)
    {
        MulticlassRows.CheckObject(probabilities, destination, ClassCount);
        // Sums apart from the destination, which may be the input.
        Span<double> sums = ClassCount <= 128 ? stackalloc double[ClassCount] : new double[ClassCount];
        sums.Clear();
        var pair = 0;
        for (var i = 0; i < ClassCount; i++)
        {
            for (var j = i + 1; j < ClassCount; j++)
            {
                // Strictly inside (0, 1), since p1 > 0 and p0 < 1.
                var beats = _pairs[pair++].Predict(PairScore(probabilities, i, j)).Merge(VennAbersMerge.LogMinimax);
                sums[i] += 1 / (1 - beats);
                sums[j] += 1 / beats;
            }
        }

        for (var i = 0; i < ClassCount; i++) destination[i] = 1 / (sums[i] - (ClassCount - 2));
        MulticlassRows.Normalize(destination[..ClassCount]);
    }

    /// <summary>P_j / (P_i + P_j), and a half where both are 0: then neither class is preferred.</summary>
    internal static double PairScore(ReadOnlySpan<double> probabilities, int i, int j)
    {
        var sum = probabilities[i] + probabilities[j];
        return sum == 0 ? 0.5 : probabilities[j] / sum;
    }
}
