namespace HypeKr.Calibration.Tests;

public sealed class RadixSortTests
{
    public static TheoryData<string> Shapes => ["uniform", "sorted", "reversed", "tied", "four decimals", "signed", "ulps", "two clusters of ulps", "subnormal", "wide", "one bit", "short"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sorts_as_comparisons_do(string shape)
    {
        var values = Make(shape);
        var expected = (double[])values.Clone();
        Array.Sort(expected);

        var keys = values.Select(RadixSort.Key).ToArray();
        var distinct = RadixSort.SortKeys(keys, new ulong[keys.Length + 3]);
        Assert.Equal(expected, keys.Select(BitConverter.UInt64BitsToDouble));
        Assert.Equal(expected.Distinct().Count(), distinct);

        var paired = (double[])values.Clone();
        var items = Enumerable.Range(0, paired.Length).ToArray();
        RadixSort.Sort(paired, items, new double[paired.Length], new int[paired.Length]);
        Assert.Equal(expected, paired);
        Assert.Equal(Enumerable.Range(0, items.Length), items.Order());
        for (var i = 0; i < items.Length; i++) Assert.Equal(paired[i], values[items[i]]);
    }

    [Fact]
    public void There_is_one_zero() => Assert.Equal(RadixSort.Key(0.0), RadixSort.Key(-0.0));

    private static double[] Make(string shape)
    {
        var random = new Random(3);
        return shape switch
        {
            "uniform" => [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble())],
            "sorted" => [.. Enumerable.Range(0, 5000).Select(i => i / 5000.0)],
            "reversed" => [.. Enumerable.Range(0, 5000).Select(i => 1 - (i / 5000.0))],
            "tied" => [.. Enumerable.Repeat(0.25, 2000)],
            "four decimals" => [.. Enumerable.Range(0, 5000).Select(_ => random.Next(10_001) / 10_000.0)],
            "signed" => [.. Enumerable.Range(0, 5000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 5)))],
            "ulps" => [.. Enumerable.Range(0, 5000).Select(_ => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.5) + random.Next(3000)))],
            // The bits that vary most are far above those that tell the values of a cluster apart: insertion alone would be quadratic.
            "two clusters of ulps" => [.. Enumerable.Range(0, 5000).Select(i => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(i % 2 == 0 ? -1e300 : 1e-300) + random.Next(1_000_000)))],
            "subnormal" => [.. Enumerable.Range(0, 5000).Select(_ => random.Next(100_000) * double.Epsilon)],
            "wide" => [.. Enumerable.Range(0, 5000).Select(_ => Math.Pow(10, random.Next(-300, 300)) * (random.Next(2) == 0 ? -1 : 1))],
            "one bit" => [.. Enumerable.Range(0, 5000).Select(_ => random.Next(2) == 0 ? 1.0 : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1.0) + 1))],
            _ => [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())],
        };
    }
}
