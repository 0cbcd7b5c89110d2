using BenchmarkDotNet.Attributes;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>What do vectors gain over the plain loop for the scores of a million raw rows, order-free sums included?</summary>
public class RowScoreBenchmark
{
    private readonly ForecastRows _rows = new();

    [Benchmark]
    public double Brier() => ProbabilityScores.Brier(_rows.Scores, _rows.Labels);

    [Benchmark(Baseline = true)]
    public double BrierLoop()
    {
        var sum = 0.0;
        for (var i = 0; i < _rows.Scores.Length; i++)
        {
            var off = _rows.Scores[i] - (_rows.Labels[i] ? 1 : 0);
            sum += off * off;
        }

        return sum / _rows.Scores.Length;
    }

    [Benchmark]
    public double LogLoss() => ProbabilityScores.LogLoss(_rows.Scores, _rows.Labels, LogLossClip.MachineEpsilon);

    [Benchmark]
    public double LogLossLoop()
    {
        var sum = 0.0;
        for (var i = 0; i < _rows.Scores.Length; i++) sum -= Math.Log(_rows.Labels[i] ? _rows.Scores[i] : 1 - _rows.Scores[i]);
        return sum / _rows.Scores.Length;
    }

    [Benchmark]
    public double ExpectedError() => ReliabilityBins.ExpectedErrorOf(_rows.Scores, _rows.Labels, BinningRule.Default);

    [Benchmark]
    public double ExpectedErrorLoop()
    {
        Span<double> gaps = stackalloc double[15];
        for (var i = 0; i < _rows.Scores.Length; i++) gaps[Math.Min((int)(_rows.Scores[i] * 15), 14)] += (_rows.Labels[i] ? 1 : 0) - _rows.Scores[i];
        var sum = 0.0;
        foreach (var gap in gaps) sum += Math.Abs(gap);
        return sum / _rows.Scores.Length;
    }
}
