using System.Reflection;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class ShrinkageTableTests
{
    [Property]
    public void Every_out_of_fold_value_is_made_without_its_row(MarketBag bag)
    {
        int[] folds = [.. bag.Scores.Select((_, i) => i % 3)];
        if (folds.Length < 3) return;
        var made = OutOfFoldForecasts.Calibrate(Raw(bag.Scores), bag.Labels, folds, table => VennAbersCalibrator.Fit(table).Merged(VennAbersMerge.LogMinimax));
        for (var i = 0; i < folds.Length; i++)
        {
            var others = Enumerable.Range(0, folds.Length).Where(j => folds[j] != folds[i]).ToArray();
            var fitted = VennAbersCalibrator.Fit(ScoreTable.FromRows([.. others.Select(j => bag.Scores[j])], [.. others.Select(j => bag.Labels[j])]));
            Assert.Equal(fitted.Predict(bag.Scores[i]).Merge(VennAbersMerge.LogMinimax), made.Values[i]);
        }

        Assert.Equal(bag.Labels, made.Labels.ToArray());
        Assert.True(ShrinkageTable.FromOutOfFold(bag.Categories, made, bag.Markets).IsOutOfFold);
    }

    [Property]
    public void Rows_groups_and_shards_fit_the_same(MarketBag bag)
    {
        var rows = ShrinkageTable.FromRaw(bag.Categories, Raw(bag.Scores), bag.Markets, bag.Labels);
        var grouped = ShrinkageTable.FromRaw(bag.Categories.Distinct().ToDictionary(c => c, c =>
        {
            var mine = Enumerable.Range(0, bag.Scores.Length).Where(i => bag.Categories[i] == c).Reverse().ToArray();
            return PairedScoreTable.FromRows([.. mine.Select(i => bag.Scores[i])], [.. mine.Select(i => bag.Markets[i])], [.. mine.Select(i => bag.Labels[i])]);
        }));
        var half = bag.Scores.Length / 2;
        var shards = ShrinkageTable.FromRaw(bag.Categories[half..], Raw(bag.Scores[half..]), bag.Markets[half..], bag.Labels[half..])
            .Merge(ShrinkageTable.FromRaw(bag.Categories[..half], Raw(bag.Scores[..half]), bag.Markets[..half], bag.Labels[..half]));
        foreach (var options in (ShrinkageOptions[])[new(), new() { Estimate = ShrinkageEstimate.Moments }, new() { Scale = BlendScale.LogOdds }])
        {
            var expected = MarketShrinkage.Fit(rows, options).Categories;
            Assert.Equal(expected, MarketShrinkage.Fit(grouped, options).Categories);
            Assert.Equal(expected, MarketShrinkage.Fit(shards, options).Categories);
        }
    }

    [Fact]
    public void There_is_no_way_in_for_other_values()
    {
        // By construction: forecasts come as RawProbability, as a counted table called raw, or as OutOfFoldForecasts, which nobody else can make.
        Assert.Empty(typeof(OutOfFoldForecasts).GetConstructors());
        Assert.Empty(typeof(ShrinkageTable).GetConstructors());
        Assert.Equal(["Calibrate"], typeof(OutOfFoldForecasts).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(m => m.Name));
        var fits = typeof(MarketShrinkage).GetMethods().Where(m => m.Name == "Fit");
        Assert.All(fits, m => Assert.DoesNotContain(m.GetParameters(), p => p.Name == "forecasts" && p.ParameterType != typeof(ReadOnlySpan<RawProbability>)));
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentException>(() => OutOfFoldForecasts.Calibrate(Raw([0.1, 0.2]), [true, false], [1, 1], _ => new Map(s => s)));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => OutOfFoldForecasts.Calibrate(Raw([0.1, 0.2]), [true, false], [1, 2], _ => new Map(s => s > 0.15 ? double.NaN : s))).Row);
        var raw = ShrinkageTable.FromRaw(["a"], Raw([0.1]), [0.2], [true]);
        var made = ShrinkageTable.FromOutOfFold(["a", "a"], OutOfFoldForecasts.Calibrate(Raw([0.1, 0.2]), [true, false], [1, 2], _ => new Map(s => s)), [0.5, 0.5]);
        Assert.Throws<InvalidCalibrationDataException>(() => raw.Merge(made));
        Assert.Throws<ArgumentException>(() => MarketShrinkage.Fit(ShrinkageTable.FromRaw(new Dictionary<string, PairedScoreTable>())));
    }

    private static RawProbability[] Raw(double[] values) => [.. values.Select(v => new RawProbability(v))];

    private sealed class Map(Func<double, double> map) : ICalibrator
    {
        public double Predict(double score) => map(score);

        public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
        {
            for (var i = 0; i < scores.Length; i++) destination[i] = map(scores[i]);
        }
    }
}
