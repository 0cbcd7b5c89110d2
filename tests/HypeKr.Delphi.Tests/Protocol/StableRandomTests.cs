using FsCheck.Xunit;

namespace HypeKr.Delphi.Tests;

public sealed class StableRandomTests
{
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        // First outputs for the state 1234567, as published with the reference implementation.
        var random = new StableRandom(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void The_hash_is_FNV_1a()
    {
        // Eight zero bytes and no part; computed by hand from the two constants.
        var expected = 14695981039346656037UL;
        for (var i = 0; i < 8; i++) expected = unchecked(expected * 1099511628211UL);
        Assert.Equal(expected, StableRandom.Hash(0));
    }

    [Fact]
    public void Parts_do_not_run_into_each_other()
    {
        Assert.NotEqual(StableRandom.Hash(1, "ab", "c"), StableRandom.Hash(1, "a", "bc"));
        Assert.NotEqual(StableRandom.Hash(1, "abc"), StableRandom.Hash(1, "abc", ""));
        Assert.NotEqual(StableRandom.Hash(1, "a"), StableRandom.Hash(-1, "a"));
    }

    // These pin what recorded runs depend on: a change here breaks every replay.
    [Fact]
    public void Shuffles_and_seeds_do_not_change_between_releases()
    {
        var letters = "ABCDEFGHI".ToCharArray();
        var random = StableRandom.For(42, "labels", "q1", "1");
        random.Shuffle(letters.AsSpan());
        Assert.Equal("FIBEAGHCD", new string(letters));
        Assert.Equal(68306548, new ForecastCall("q1", "quant", 1, 3).Seed(42));
    }

    [Property]
    public bool Numbers_stay_in_range(ulong state, ushort bound)
    {
        var random = new StableRandom(state);
        return random.NextInt(bound + 1) is var i && i >= 0 && i <= bound && random.NextDouble() is >= 0 and < 1 && double.IsFinite(random.NextNormal());
    }

    [Fact]
    public void Every_place_is_equally_likely_in_a_shuffle()
    {
        const int Runs = 9_000;
        var counts = new int[3, 3];
        var random = new StableRandom(7);
        for (var run = 0; run < Runs; run++)
        {
            int[] values = [0, 1, 2];
            random.Shuffle(values.AsSpan());
            for (var place = 0; place < 3; place++) counts[values[place], place]++;
        }

        // 3000 ± 5 standard deviations of 45.
        foreach (var count in counts) Assert.InRange(count, 2_776, 3_224);
    }
}
