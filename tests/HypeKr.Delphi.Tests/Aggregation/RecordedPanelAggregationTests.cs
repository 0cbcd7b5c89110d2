using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

/// <summary>The rules on real panels: the figures published for them, to the digits printed.</summary>
public sealed class RecordedPanelAggregationTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<double[], double>> Rules = new()
    {
        ["mean"] = p => Aggregators.Mean(p),
        ["median"] = p => Aggregators.Median(p),
        ["odds"] = p => Aggregators.GeometricMeanOfOdds(p),
        ["sqrt3"] = p => Aggregators.ExtremizedOdds(p, Math.Sqrt(3)),
        ["beta"] = p => Aggregators.BetaTransformedMean(p),
        ["original"] = p => Aggregators.AsymmetricMedian(p),
        ["recency"] = p => Aggregators.RecencyMedian(p),
    };

    // Without the rows for the 10 % trim and Halawi's: that table rounds the number of values to drop and takes ties bit by
    // bit, where the library, as the reference cases do, takes the floor and lets rounding errors tie.
    public static TheoryData<string, int, double, string> Table
    {
        get
        {
            string[] rules = ["mean", "median", "odds", "sqrt3", "beta", "original", "recency"];
            (string Set, int N, double[] Brier)[] columns =
            [
                ("replicats-idea-2019/r1", 25, [.1739, .1819, .1656, .1361, .1256, .1841, .1749]),
                ("replicats-idea-2019/r2", 25, [.1516, .1521, .1445, .1180, .1105, .1479, .1469]),
                ("halawi-2024", 3848, [.1801, .1808, .1789, .1818, .1956, .1840, .1808]),
                ("paleka-2025-scraped", 242, [.1738, .1752, .1728, .1762, .1857, .1770, .1779]),
                ("paleka-2025-scraped/resample", 242, [.1972, .1970, .1971, .2006, .2213, .1989, .1985]),
                ("predictionbook", 971, [.0866, .0836, .0793, .0755, .0783, .0863, .0742]),
                ("gjp-year1-sample", 14, [.1359, .1254, .1206, .0995, .0934, .1418, .1340]),
            ];
            var data = new TheoryData<string, int, double, string>();
            foreach (var (set, n, brier) in columns)
            {
                for (var i = 0; i < rules.Length; i++) data.Add(set, n, brier[i], rules[i]);
            }

            return data;
        }
    }

    [SharedTheory(RecordedPanelData.File)]
    [MemberData(nameof(Table))]
    [Trait("Category", "Vectors")]
    public void Brier_scores_are_those_of_the_published_table(string set, int n, double printed, string rule)
    {
        var panels = RecordedPanelData.Panels(set);
        Assert.Equal(n, panels.Count);
        var brier = panels.Average(panel => Math.Pow(Rules[rule](panel.P) - panel.Outcome, 2));
        output.WriteLine(FormattableString.Invariant($"{set} {rule}: {brier:0.000000}"));
        Assert.True(Math.Abs(brier - printed) <= 0.00005 + 1e-9, FormattableString.Invariant($"{brier} is not {printed:.0000}"));
    }

    // The file keeps six decimals of most columns; the plain mean and median come out to the last bit or the next.
    [SharedTheory(RecordedPanelData.File)]
    [InlineData("ArMean", 5e-16)]
    [InlineData("Median", 0)]
    [InlineData("LOArMean", 5.0000001e-7)]
    [InlineData("BetaArMean", 5.0000001e-7)]
    [InlineData("OutWAgg", 5.0000001e-7)]
    [InlineData("DistLimitWAgg", 5.0000001e-7)]
    [Trait("Category", "Vectors")]
    public void The_scores_shipped_with_aggreCAT_are_reproduced(string column, double tolerance)
    {
        var set = RecordedPanelData.DataSet("replicats-idea-2019");
        var reference = set.GetProperty("reference_aggregates").GetProperty(column);
        var questions = set.GetProperty("questions");
        Assert.Equal(25, questions.GetArrayLength());
        foreach (var (question, score) in questions.EnumerateArray().Zip(reference.EnumerateArray()))
        {
            double[] p = [.. question.GetProperty("r2").EnumerateArray().Select(value => value.GetDouble())];
            var actual = column switch
            {
                "ArMean" => Aggregators.Mean(p),
                "Median" => Aggregators.Median(p),
                "LOArMean" => Aggregators.GeometricMeanOfOdds(p),
                "BetaArMean" => Aggregators.BetaTransformedMean(p),
                "OutWAgg" => Aggregators.OutlierWeightedMean(p),
                _ => Aggregators.DistanceToLimitMean(p),
            };
            Assert.Equal(score.GetDouble(), actual, tolerance);
        }
    }

    [SharedFact(RecordedPanelData.File)]
    [Trait("Category", "Vectors")]
    public void The_surprisingly_popular_answer_is_right_more_often_than_the_majority()
    {
        foreach (var (id, popular, majority) in (ReadOnlySpan<(string, double, double)>)[("prelec-2017-states", .90, .62), ("prelec-2017-trivia", .63, .56), ("prelec-2017-lesions", .74, .66)])
        {
            var rows = RecordedPanelData.DataSet(id).GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(popular, rows.Average(row => Right(row, answer => answer.IsYes)), 0.00501);
            Assert.Equal(majority, rows.Average(row => Right(row, answer => answer.Share == 0.5 ? null : answer.Share > 0.5)), 0.00501);
        }

        static double Right(JsonElement row, Func<SurprisinglyPopularAnswer, bool?> yes)
        {
            var voters = row[3].EnumerateArray().Zip(row[4].EnumerateArray()).Where(voter => voter.First.ValueKind == JsonValueKind.Number && voter.Second.ValueKind == JsonValueKind.Number).ToList();
            var answer = Consensus.SurprisinglyPopular([.. voters.Select(voter => voter.First.GetDouble() > 0.5)], [.. voters.Select(voter => voter.Second.GetDouble())]);
            return yes(answer) == (row[1].GetDouble() > 0.5) ? 1 : 0; // a tied vote is right about nothing
        }
    }
}
