namespace HypeKr.Calibration.Tests;

public sealed class RowSortTests
{
    public static TheoryData<string> Shapes => [.. AdversarialRows.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sorts_as_a_comparison_sort_does(string shape)
    {
        foreach (var n in (int[])[1, 2, 3, 511, 512, 513, 3_000, 70_000])
        {
            var (scores, labels) = AdversarialRows.Make(shape, n);
            var expected = scores.Zip(labels, (s, l) => (Score: s == 0 ? 0.0 : s, Label: l)).OrderBy(r => r.Score).ThenBy(r => r.Label).ToArray();

            var buffer = new ulong[n];
            var below = RowSort.Pack(scores, labels, buffer);
            var keys = RowSort.Sort(buffer, new ulong[n], below).ToArray();

            Assert.Equal(expected.Count(r => r.Score < 0), below);
            Assert.Equal(expected.Select(r => BitConverter.DoubleToInt64Bits(r.Score)), keys.Select((k, i) => BitConverter.DoubleToInt64Bits(RowSort.Score(k, i < below))));
            Assert.Equal(expected.Select(r => r.Score).Distinct().Count(), RowSort.CountScores(keys, below));
            Assert.Equal(expected.GroupBy(r => r.Score).Select(g => g.Count(r => r.Label)), Runs(keys, below));
        }
    }

    private static List<int> Runs(ulong[] keys, int below)
    {
        var positives = new List<int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (i == 0 || i == below || keys[i] >> 1 != keys[i - 1] >> 1) positives.Add(0);
            positives[^1] += (int)(keys[i] & 1);
        }

        return positives;
    }
}
