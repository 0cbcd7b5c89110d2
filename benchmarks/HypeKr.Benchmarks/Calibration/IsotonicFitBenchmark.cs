using BenchmarkDotNet.Attributes;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>What does an isotonic fit of a million raw rows cost beside sorting their scores?</summary>
public class IsotonicFitBenchmark
{
    private readonly ForecastRows _rows = new();

    [Benchmark]
    public IsotonicCalibrator Ours() => IsotonicCalibrator.Fit(ScoreTable.FromRows(_rows.Scores, _rows.Labels));

    [Benchmark(Baseline = true)]
    public void ArraySort() => _rows.Sort();
}
