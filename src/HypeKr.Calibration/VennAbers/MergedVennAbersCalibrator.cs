namespace HypeKr.Calibration;

internal sealed class MergedVennAbersCalibrator : ICalibrator
{
    private readonly VennAbersCalibrator _calibrator;
    private readonly VennAbersMerge _merge;

    public MergedVennAbersCalibrator(VennAbersCalibrator calibrator, VennAbersMerge merge)
    {
        if (!Enum.IsDefined(merge)) throw new ArgumentOutOfRangeException(nameof(merge), merge, "This is no Venn-Abers merge.");
        (_calibrator, _merge) = (calibrator, merge);
    }

    public double Predict(double score) => _calibrator.Predict(score).Merge(_merge);

    public void Predict(ReadOnlySpan<double> scores, Span<double> destination) => _calibrator.Predict(scores, _merge, destination);
}
