using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

/// <summary>Rows, shuffled rows, counted rows and merged shards give the same bits everywhere.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class SufficiencyProperties
{
    [Property]
    public void Order_grouping_and_shards_do_not_matter(Bag bag, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, bag.Scores.Length).ToArray();
        random.Shuffle(order);
        var shuffled = ScoreTable.FromRows([.. order.Select(i => bag.Scores[i])], [.. order.Select(i => bag.Labels[i])]);
        var grouped = ScoreTable.FromGroups(order.GroupBy(i => bag.Scores[i]).Select(g => new ScoreGroup(g.Key, g.Count(), g.Count(i => bag.Labels[i]))));
        var cut = random.Next(order.Length + 1);
        var (first, second) = (Rows(bag, order[..cut]), Rows(bag, order[cut..]));

        foreach (var table in (ScoreTable[])[shuffled, grouped, first.Merge(second), second.Merge(first)]) AssertSame(bag.Table, table);
    }

    [Property]
    public void Merging_is_associative(Bag a, Bag b, Bag c) => AssertSame(a.Table.Merge(b.Table).Merge(c.Table), a.Table.Merge(b.Table.Merge(c.Table)));

    [Property]
    public void Bundle_has_one_hash_for_rows_shuffled_rows_and_tables(MarketBag bag, int seed)
    {
        var rows = Enumerable.Range(0, bag.Scores.Length).Select(i => new CalibrationRow(new RawProbability(bag.Scores[i]), bag.Categories[i], BinaryOutcome.From(bag.Labels[i]), i % 3 == 0 ? null : bag.Markets[i])).ToArray();
        var hash = CalibratorBundle.Fit(rows).Hash;

        var shuffled = rows.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(hash, CalibratorBundle.Fit(shuffled).Hash);

        var tables = rows.GroupBy(r => r.Category).ToDictionary(g => g.Key, g => ScoreTable.FromRows(g.Select(r => (r.Raw.Value, r.Outcome))));
        var pairs = rows.Where(r => r.Market is not null).GroupBy(r => r.Category).ToDictionary(g => g.Key, g => PairedScoreTable.FromGroups(g.Select(r => new PairedScoreGroup(r.Raw.Value, r.Market!.Value, 1, r.Outcome.IsYes ? 1 : 0))));
        Assert.Equal(hash, CalibratorBundle.Fit(tables, pairs).Hash);
    }

    private static ScoreTable Rows(Bag bag, int[] rows) => ScoreTable.FromRows([.. rows.Select(i => bag.Scores[i])], [.. rows.Select(i => bag.Labels[i])]);

    private static void AssertSame(ScoreTable expected, ScoreTable actual)
    {
        Assert.Equal(expected.Scores.ToArray(), actual.Scores.ToArray());
        Assert.Equal(IsotonicCalibrator.Fit(expected).Steps.ToArray(), IsotonicCalibrator.Fit(actual).Steps.ToArray());
        var (a, b) = (VennAbersCalibrator.Fit(expected), VennAbersCalibrator.Fit(actual));
        Assert.Equal(a.LowerSteps.ToArray(), b.LowerSteps.ToArray());
        Assert.Equal(a.UpperSteps.ToArray(), b.UpperSteps.ToArray());
        var (cells, others) = (Mondrian(expected).Cells, Mondrian(actual).Cells);
        for (var i = 0; i < cells.Count; i++)
        {
            Assert.Equal(cells[i].Scores.ToArray(), others[i].Scores.ToArray());
            Assert.Equal(Enumerable.Range(0, cells[i].Scores.Length).Select(cells[i].CountAt), Enumerable.Range(0, cells[i].Scores.Length).Select(others[i].CountAt));
        }

        Assert.Equal(BitConverter.DoubleToInt64Bits(ProbabilityScores.Brier(expected)), BitConverter.DoubleToInt64Bits(ProbabilityScores.Brier(actual)));
        Assert.Equal(Bootstrap.Of(expected, ProbabilityScores.Brier, 1, 5), Bootstrap.Of(actual, ProbabilityScores.Brier, 1, 5));
    }

    private static MondrianConformal Mondrian(ScoreTable table) => MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { ["all"] = table });
}
