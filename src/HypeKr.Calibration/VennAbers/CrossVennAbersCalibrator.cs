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
    /// <exception cref="ArgumentException">There is no fold.</exception>
    /// <exception cref="InvalidCalibrationDataException">A table is empty.</exception>
    public static CrossVennAbersCalibrator Fit(IReadOnlyList<ScoreTable> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0) throw new ArgumentException("There is no fold; at least one is needed.", nameof(folds));
        return new CrossVennAbersCalibrator([.. folds.Select(table => VennAbersCalibrator.Fit(table))]);
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
            _logUpper += Math.Log(interval.P1);
            _logRest += Math.Log(1 - interval.P0);
            _brier += interval.Merge(VennAbersMerge.BrierMinimax);
            _midpoint += interval.Merge(VennAbersMerge.Midpoint);
            _count++;
        }

        public readonly double Result(VennAbersMerge merge)
        {
            // Both geometric means are positive: p1 > 0 and p0 < 1 always.
            var upper = Math.Exp(_logUpper / _count);
            return merge switch
            {
                VennAbersMerge.LogMinimax => upper / (Math.Exp(_logRest / _count) + upper),
                VennAbersMerge.BrierMinimax => _brier / _count,
                VennAbersMerge.Midpoint => _midpoint / _count,
                _ => throw new ArgumentOutOfRangeException(nameof(merge), merge, "This is no Venn-Abers merge."),
            };
        }
    }
}
