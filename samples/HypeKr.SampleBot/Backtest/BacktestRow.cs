using HypeKr.Calibration;

namespace HypeKr.SampleBot;

/// <summary>One replayed question.</summary>
/// <param name="Median">The panel's median, before any extremisation.</param>
/// <param name="OddsMean">The panel's geometric mean of odds, forecasts clipped to [0.01, 0.99].</param>
internal sealed record BacktestRow(RecordedQuestion Question, BinaryOutcome Outcome, double Median, double OddsMean, double Spread, double Confidence)
{
    public double Market => Question.Market;
}
