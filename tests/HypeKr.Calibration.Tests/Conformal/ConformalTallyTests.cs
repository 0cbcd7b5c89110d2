namespace HypeKr.Calibration.Tests;

public sealed class ConformalTallyTests
{
    [Fact]
    public void Counted_objects_are_the_objects_one_by_one()
    {
        var random = new Random(3);
        var (single, counted) = (new ConformalTally(), new ConformalTally());
        for (var i = 0; i < 60; i++)
        {
            var (category, included, label, count) = (random.Next(2) == 0 ? "a" : "b", new[] { random.Next(2) == 0, random.Next(2) == 0 }, random.Next(2), random.Next(4));
            for (var k = 0; k < count; k++) single.Add(category, included, label);
            counted.Add(category, included, label, count);
        }

        Assert.Equal(single.Cells, counted.Cells);
        Assert.Equal(single.PerClassEmpiricalCoverage, counted.PerClassEmpiricalCoverage);
        Assert.Equal((single.Total, single.Empty, single.Singletons, single.CorrectSingletons, single.MeanSize, single.ErrorRate), (counted.Total, counted.Empty, counted.Singletons, counted.CorrectSingletons, counted.MeanSize, counted.ErrorRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => counted.Add("a", [true, true], 0, -1));
    }
}
