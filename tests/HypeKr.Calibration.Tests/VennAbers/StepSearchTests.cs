namespace HypeKr.Calibration.Tests;

public sealed class StepSearchTests
{
    [Fact]
    public void Counts_what_a_walk_counts_at_every_size_of_its_levels()
    {
        // Around the eights of every level, where a level is full and where one is left over.
        foreach (var count in (int[])[0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 511, 512, 513, 576, 1024, 4095, 4096, 4097, 4608, 5000])
        {
            var steps = new VennAbersStep[count];
            for (var i = 0; i < count; i++) steps[i] = new VennAbersStep(2 * i, i, count);
            var search = new StepSearch(steps);
            Assert.Equal(count, search.Count);
            var found = new int[StepSearch.Together];
            for (var first = -3; first < (2 * count) + 3; first += StepSearch.Together)
            {
                double[] scores = [.. Enumerable.Range(first, StepSearch.Together)];
                search.CountBelow(scores, found);
                Assert.Equal(scores.Select(s => Math.Clamp((int)Math.Ceiling(s / 2), 0, count)), found);
                for (var i = 0; i < found.Length; i++) Assert.Equal(scores[i] >= 0 && scores[i] < 2 * count && scores[i] % 2 == 0, search.IsAt(found[i], scores[i]));
            }

            search.CountBelow([double.NegativeInfinity, double.PositiveInfinity, double.MaxValue, double.MinValue, 0, -0.0, double.Epsilon, -double.Epsilon], found);
            Assert.Equal([0, count, count, 0, 0, 0, Math.Min(1, count), 0], found);
        }
    }
}
