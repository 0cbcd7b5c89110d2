using HypeKr.Calibration;

namespace HypeKr.SampleBot;

/// <summary>One way to turn a replayed panel into a probability: fitted on some rows, applied to others.</summary>
internal sealed record ForecastVariant(string Name, Func<IReadOnlyList<BacktestRow>, Func<BacktestRow, double>> Fit)
{
    private const int Folds = 5;

    /// <summary>Raw, isotonic, Venn-Abers and shrinkage of both aggregates, and the market.</summary>
    public static IReadOnlyList<ForecastVariant> All { get; } =
    [
        .. Of("median", r => r.Median),
        .. Of("odds mean", r => r.OddsMean),
        new("market", _ => r => r.Market),
    ];

    /// <summary>Each row's value from a fit that has not seen the row, five folds by position: what conformal cells are filled with.</summary>
    public double[] PredictOutOfFold(IReadOnlyList<BacktestRow> rows)
    {
        var values = new double[rows.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var predict = Fit([.. rows.Where((_, i) => i % Folds != fold)]);
            for (var i = fold; i < rows.Count; i += Folds) values[i] = predict(rows[i]);
        }

        return values;
    }

    private static IEnumerable<ForecastVariant> Of(string name, Func<BacktestRow, double> raw)
    {
        yield return new($"raw {name}", _ => raw);
        yield return new($"{name} isotonic", rows =>
        {
            var isotonic = IsotonicCalibrator.Fit(Table(rows, raw));
            return r => isotonic.Predict(raw(r));
        });
        yield return new($"{name} Venn-Abers", rows =>
        {
            var vennAbers = VennAbersCalibrator.Fit(Table(rows, raw));
            return r => vennAbers.Predict(raw(r)).Merge(VennAbersMerge.LogMinimax);
        });
        yield return new($"{name} shrunk", rows =>
        {
            var pairs = PairedScoreTable.FromRows([.. rows.Select(raw)], [.. rows.Select(r => r.Market)], [.. rows.Select(r => r.Outcome.IsYes)]);

            // Where forecast and market agree on every row, alpha is undefined and makes no difference.
            var alpha = MarketShrinkage.BestAlpha(pairs) ?? 0;
            return r => MarketShrinkage.Blend(alpha, raw(r), r.Market);
        });
    }

    private static ScoreTable Table(IReadOnlyList<BacktestRow> rows, Func<BacktestRow, double> value) =>
        ScoreTable.FromRows(rows.Select(r => (value(r), r.Outcome)));
}
