using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class ConformalProperties
{
    [Property]
    public void Holding_out_each_of_n_plus_one_distinct_scores_covers_exactly_k(PositiveInt size, byte percent)
    {
        var n = size.Get % 60;
        var alpha = (1 + (percent % 99)) / 100m;
        var scores = Enumerable.Range(0, n + 1).Select(i => ((i * 37) % 101) + (i / 1000.0)).ToArray();
        var covered = 0;
        for (var held = 0; held <= n; held++)
        {
            var others = scores.Where((_, i) => i != held).Append(-1).ToArray();
            var labels = Enumerable.Repeat(1, n).Append(0).ToArray();
            var fitted = MondrianConformal.Fit([.. labels.Select(_ => "a")], labels, others, 2, new MondrianOptions { SmallCells = SmallCellRule.Ignore });
            if (fitted.Predict("a", [0, scores[held]], alpha).Contains(1)) covered++;
        }

        // k = ceil((n+1)(1-alpha)), here in integers.
        var hundredths = (n + 1) * (int)(100 - (alpha * 100));
        Assert.Equal((hundredths + 99) / 100, covered);
    }

    [Property]
    public void Online_cells_judge_like_a_refit_on_all_before(Bag bag)
    {
        var online = new OnlineMondrianConformal();
        for (var i = 0; i < bag.Scores.Length; i++)
        {
            var (label, own) = (bag.Labels[i] ? 1 : 0, bag.Labels[i] ? 1 - bag.Scores[i] : bag.Scores[i]);
            var p = online.PValue("a", label, own);
            if (i > 0)
            {
                var before = MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { ["a"] = ScoreTable.FromRows(bag.Scores[..i], bag.Labels[..i]) });
                Assert.Equal(before.PValue("a", label, own), p);
                Assert.Equal(before.FindCell("a", label)!.SmoothedPValue(own, 0.3), online.SmoothedPValue("a", label, own, 0.3), 1e-15);
            }

            online.Add("a", label, own);
        }

        Assert.Equal(bag.Labels.Count(l => l), online.Count("a", 1));
    }

    [Property]
    public void P_values_count_by_definition(Bag bag, byte at)
    {
        var probability = at / 255.0;
        var fitted = MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { ["a"] = bag.Table });
        var yes = bag.Scores.Where((_, i) => bag.Labels[i]).Select(s => 1 - s).ToArray();
        var no = bag.Scores.Where((_, i) => !bag.Labels[i]).ToArray();
        var labels = fitted.PredictBinary("a", probability, 0.1m).Labels;
        Assert.Equal(new ConformalPValue(yes.Count(s => s >= 1 - probability), yes.Length), labels[1].PValue);
        Assert.Equal(new ConformalPValue(no.Count(s => s >= probability), no.Length), labels[0].PValue);
    }

    [Property]
    public void Smoothed_p_values_of_held_out_rows_tile_the_unit_interval(Bag bag)
    {
        // Each row, held out, has its smoothed p-value uniform between θ = 0 and θ = 1. Together they are uniform on [0, 1]: the
        // stretches of distinct scores lie end to end, and a stretch is as long as it has rows.
        var n = bag.Scores.Length - 1;
        if (n == 0) return;
        var stretches = new SortedDictionary<double, (double From, double To, int Rows)>();
        for (var held = 0; held <= n; held++)
        {
            var others = bag.Scores.Where((_, i) => i != held).ToArray();
            var cell = MondrianConformal.Fit([.. others.Select(_ => "a")], [.. others.Select(_ => 0)], others, 2).FindCell("a", 0)!;
            var score = bag.Scores[held];
            var stretch = (cell.SmoothedPValue(score, 0), cell.SmoothedPValue(score, 1));
            Assert.Equal(cell.PValue(score).Value, stretch.Item2, 1e-15);
            stretches[-score] = (stretch.Item1, stretch.Item2, stretches.GetValueOrDefault(-score).Rows + 1);
        }

        var end = 0.0;
        foreach (var (from, to, rows) in stretches.Values)
        {
            Assert.Equal(end, from, 1e-15);
            Assert.Equal(rows / (n + 1.0), to - from, 1e-12);
            end = to;
        }

        Assert.Equal(1, end, 1e-15);
    }
}
