using BenchmarkDotNet.Attributes;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>What does a Venn-Abers fit of a million raw rows cost beside sorting their scores?</summary>
public class VennAbersFitBenchmark
{
    private readonly ForecastRows _rows = new();

    [Benchmark]
    public VennAbersCalibrator Ours() => VennAbersCalibrator.Fit(ScoreTable.FromRows(_rows.Scores, _rows.Labels));

    [Benchmark(Baseline = true)]
    public void ArraySort() => _rows.Sort();
}
