using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Cross Venn-Abers: one inductive calibrator a fold, each fitted on the rows its own underlying model has not seen, merged into one probability.</summary>
/// <remarks>
/// Vovk, Petej and Fedorova (2015), section 4. The merged probability carries no guarantee. Geometric means are taken through
/// logarithms, so that hundreds of folds do not underflow.
/// </remarks>
public sealed class CrossVennAbersCalibrator
{
    private readonly VennAbersCalibrator[] _folds;

    private CrossVennAbersCalibrator(VennAbersCalibrator[] folds) => _folds = folds;

    /// <summary>The calibrator of each fold.</summary>
    public IReadOnlyList<VennAbersCalibrator> Folds => _folds;

    /// <summary>Fits one calibrator a fold.</summary>
    /// <param name="folds">At least one table, each not empty: the held-out rows of the fold, scored by the model that was trained without them.</param>
    /// <param name="aboveRange">What p1 is above the highest score of a fold.</param>
    /// <exception cref="ArgumentException">There is no fold.</exception>
    /// <exception cref="InvalidCalibrationDataException">A table is empty.</exception>
    public static CrossVennAbersCalibrator Fit(IReadOnlyList<ScoreTable> folds, VennAbersAboveRange aboveRange = VennAbersAboveRange.One)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0) throw new ArgumentException("There is no fold; at least one is needed.", nameof(folds));
        foreach (var table in folds) Guard.NotEmpty(table);
        return new CrossVennAbersCalibrator([.. folds.Select(table => VennAbersCalibrator.Fit(table, table.UnitsPerWeight, aboveRange))]);
    }

    /// <summary>Fits one calibrator a fold from rows that say which fold they were held out in.</summary>
    /// <param name="scores">n scores, each by the model that was trained without the row.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="folds">n fold numbers, 0 to K - 1; every fold has a row.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, a fold number is negative, or a fold has no row.</exception>
    public static CrossVennAbersCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<int> folds)
    {
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        Guard.SameLength(scores.Length, folds.Length, nameof(folds));
        var rows = new List<(List<double> Scores, List<bool> Labels)>();
        for (var i = 0; i < folds.Length; i++)
        {
            if (folds[i] < 0 || folds[i] >= folds.Length) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the fold {folds[i]} is not one of 0 to K - 1."));
            while (rows.Count <= folds[i]) rows.Add(([], []));
            rows[folds[i]].Scores.Add(Guard.Finite(scores[i], i, "score"));
            rows[folds[i]].Labels.Add(labels[i]);
        }

        if (rows.FindIndex(r => r.Scores.Count == 0) is >= 0 and var empty) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"Fold {empty} of {rows.Count} has no row."));
        return Fit([.. rows.Select(r => ScoreTable.FromRows(CollectionsMarshal.AsSpan(r.Scores), CollectionsMarshal.AsSpan(r.Labels)))]);
    }

    /// <summary>The merged probabilities of n objects to which every fold's model gives the same score, without allocation.</summary>
    /// <param name="scores">n scores.</param>
    /// <param name="merge">How the intervals become one number.</param>
    /// <param name="destination">Room for n probabilities; may be the scores themselves.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN; the error names the row.</exception>
    public void Predict(ReadOnlySpan<double> scores, VennAbersMerge merge, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i])) throw new InvalidCalibrationDataException(i, "the score is NaN.");
            destination[i] = Predict(scores[i], merge);
        }
    }

    /// <summary>The merged probability of an object to which every fold's model gives the same score.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public double Predict(double score, VennAbersMerge merge)
    {
        var merger = new Merger();
        foreach (var fold in _folds) merger.Add(fold.Predict(score));
        return merger.Result(merge);
    }

    /// <summary>The merged probability of an object that each fold's own model has scored.</summary>
    /// <param name="foldScores">One score a fold, in the order of <see cref="Folds"/>.</param>
    /// <param name="merge">How the intervals become one number.</param>
    /// <exception cref="ArgumentException">There is not one score a fold.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN.</exception>
    public double Predict(ReadOnlySpan<double> foldScores, VennAbersMerge merge)
    {
        if (foldScores.Length != _folds.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {foldScores.Length} scores for {_folds.Length} folds; one for each is needed."), nameof(foldScores));
        var merger = new Merger();
        for (var i = 0; i < _folds.Length; i++) merger.Add(_folds[i].Predict(foldScores[i]));
        return merger.Result(merge);
    }

    private struct Merger
    {
        private double _logUpper;
        private double _logRest;
        private double _brier;
        private double _midpoint;
        private int _count;

        public void Add(VennAbersInterval interval)
        {
            _logUpper += ExactMath.Log(interval.P1);
            _logRest += ExactMath.Log(1 - interval.P0);
            _brier += interval.Merge(VennAbersMerge.BrierMinimax);
            _midpoint += interval.Merge(VennAbersMerge.Midpoint);
            _count++;
        }

        public readonly double Result(VennAbersMerge merge)
        {
            // Both geometric means are positive: p1 > 0 and p0 < 1 always.
            var upper = ExactMath.Exp(_logUpper / _count);
            return merge switch
            {
                VennAbersMerge.LogMinimax => upper / (ExactMath.Exp(_logRest / _count) + upper),
                VennAbersMerge.BrierMinimax => _brier / _count,
                VennAbersMerge.Midpoint => _midpoint / _count,
                _ => throw new ArgumentOutOfRangeException(nameof(merge), merge, "This is no Venn-Abers merge."),
            };
        }
    }
}
