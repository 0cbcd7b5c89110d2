namespace HypeKr.Calibration.Tool;

/// <summary>The progress of one part of a longer work.</summary>
internal sealed class PartProgress(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + (Math.Clamp(value, 0, 1) * (to - from)));
}
