using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

/// <summary>Scores of raw rows are those of their table, to the last bit, whatever the vector width.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class RowScoreTests
{
    public static TheoryData<string> Shapes => [.. AdversarialRows.Probabilities];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_and_table_give_the_same_bits(string shape)
    {
        foreach (var n in (int[])[1, 2, 3, 4, 5, 7, 1_000, 140_001]) AssertSame(AdversarialRows.Make(shape, n));
    }

    [Property]
    public void Bags_and_tables_give_the_same_bits(Bag bag) => AssertSame((bag.Scores, bag.Labels));

    [Property]
    public void Vector_sums_are_the_scalar_twins(Bag bag)
    {
        var (brier, loss) = ((Int128)0, (Int128)0);
        for (var i = 0; i < bag.Scores.Length; i++)
        {
            var p = bag.Scores[i] == 0 ? 0.0 : bag.Scores[i];
            brier += GridSum.Unit.Round(RowScores.BrierTerm(p, bag.Labels[i]));
            loss += GridSum.Loss.Round(RowScores.LogLossTerm(p, bag.Labels[i], LogLossClip.MachineEpsilon));
        }

        Assert.Equal(brier, RowScores.Brier(bag.Scores, bag.Labels));
        Assert.Equal(loss, RowScores.LogLoss(bag.Scores, bag.Labels, LogLossClip.MachineEpsilon));
    }

    [Property]
    public void Grid_sums_are_close_to_plain_ones(Bag bag)
    {
        var n = bag.Scores.Length;
        var brier = bag.Scores.Zip(bag.Labels, (p, y) => Math.Pow(p - (y ? 1 : 0), 2)).Sum() / n;
        var loss = bag.Scores.Zip(bag.Labels, (p, y) => -Math.Log(LogLossClip.TenMillionth.Apply(y ? p : 1 - p))).Sum() / n;
        Assert.Equal(brier, ProbabilityScores.Brier(bag.Scores, bag.Labels), 1e-14);
        Assert.Equal(loss, ProbabilityScores.LogLoss(bag.Scores, bag.Labels, LogLossClip.TenMillionth), 1e-8);
    }

    [Fact]
    public void Auc_counts_pairs()
    {
        foreach (var shape in AdversarialRows.Names)
        {
            var (scores, labels) = AdversarialRows.Make(shape, 200);
            var halves = 0L;
            for (var i = 0; i < scores.Length; i++)
            {
                for (var j = 0; j < scores.Length; j++)
                {
                    if (labels[i] && !labels[j]) halves += scores[i] > scores[j] ? 2 : scores[i] == scores[j] ? 1 : 0;
                }
            }

            var pairs = (long)labels.Count(l => l) * labels.Count(l => !l);
            Assert.Equal(pairs == 0 ? null : halves / (2.0 * pairs), ProbabilityScores.Auc(scores, labels));
            Assert.Equal(ProbabilityScores.Auc(ScoreTable.FromRows(scores, labels)), ProbabilityScores.Auc(scores, labels));
        }
    }

    [Fact]
    public void Certain_forecast_that_fails_is_infinite_without_a_clip()
    {
        double[] p = [0.5, 0.5, 0.5, 1, 0.5];
        Assert.Equal(double.PositiveInfinity, ProbabilityScores.LogLoss(p, [true, true, true, false, true], LogLossClip.None));
        Assert.Equal(double.PositiveInfinity, ProbabilityScores.LogLoss(ScoreTable.FromRows(p, [true, true, true, false, true]), LogLossClip.None));
        Assert.True(double.IsFinite(ProbabilityScores.LogLoss(p, [true, true, true, true, true], LogLossClip.None)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.0000000000000002)]
    [InlineData(-5e-324)]
    [InlineData(double.PositiveInfinity)]
    public void Row_outside_is_named(double bad)
    {
        foreach (var row in (int[])[0, 5, 8])
        {
            var p = Enumerable.Repeat(0.5, 9).ToArray();
            p[row] = bad;
            var labels = new bool[9];
            Assert.Equal(row, Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.Brier(p, labels)).Row);
            Assert.Equal(row, Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.LogLoss(p, labels, LogLossClip.None)).Row);
            Assert.Equal(row, Assert.Throws<InvalidCalibrationDataException>(() => ReliabilityBins.ExpectedErrorOf(p, labels, BinningRule.Default)).Row);
        }
    }

    [Fact]
    public void No_row_is_an_error()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.Brier([], []));
        Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.LogLoss([], [], LogLossClip.None));
        Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.Auc([], []));
        Assert.Throws<InvalidCalibrationDataException>(() => ReliabilityBins.ExpectedErrorOf([], [], BinningRule.Default));
        Assert.Throws<ArgumentException>(() => ProbabilityScores.Brier([0.5], []));
    }

    private static void AssertSame((double[] Scores, bool[] Labels) rows)
    {
        var table = ScoreTable.FromRows(rows.Scores, rows.Labels);
        AssertSameBits(ProbabilityScores.Brier(table), ProbabilityScores.Brier(rows.Scores, rows.Labels));
        foreach (var clip in (LogLossClip[])[LogLossClip.MachineEpsilon, LogLossClip.TenMillionth, LogLossClip.None])
        {
            AssertSameBits(ProbabilityScores.LogLoss(table, clip), ProbabilityScores.LogLoss(rows.Scores, rows.Labels, clip));
        }

        Assert.Equal(ProbabilityScores.Auc(table), ProbabilityScores.Auc(rows.Scores, rows.Labels));
        foreach (var edges in Enum.GetValues<BinEdges>())
        {
            var rule = new BinningRule(edges, 15);
            AssertSameBits(ReliabilityBins.Of(table, rule).ExpectedError, ReliabilityBins.ExpectedErrorOf(rows.Scores, rows.Labels, rule));
        }
    }

    private static void AssertSameBits(double expected, double actual) => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
