using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AssetIdTests
{
    [Theory]
    [InlineData(0, AssetKind.Perp, 0L, 0, null)]
    [InlineData(9_999, AssetKind.Perp, 9_999L, 0, null)]
    [InlineData(10_000, AssetKind.Spot, 0L, null, null)]
    [InlineData(10_107, AssetKind.Spot, 107L, null, null)]
    [InlineData(99_999, AssetKind.Spot, 89_999L, null, null)]
    [InlineData(110_000, AssetKind.BuilderPerp, 0L, 1, null)]
    [InlineData(110_003, AssetKind.BuilderPerp, 3L, 1, null)]
    [InlineData(129_999, AssetKind.BuilderPerp, 9_999L, 2, null)]
    [InlineData(99_999_999, AssetKind.BuilderPerp, 9_999L, 9_989, null)]
    [InlineData(100_000_000, AssetKind.Outcome, 0L, null, 0)]
    [InlineData(100_001_231, AssetKind.Outcome, 123L, null, 1)]
    public void An_id_says_what_it_is(long value, AssetKind kind, long index, int? dex, int? side)
    {
        var id = new AssetId(value);
        Assert.Equal(kind, id.Kind);
        Assert.Equal(index, id.Index);
        Assert.Equal(dex, id.DexIndex);
        Assert.Equal(side, id.OutcomeSide);
    }

    [Property(MaxTest = 1000)]
    public void Ids_round_trip(NonNegativeInt a, NonNegativeInt b)
    {
        var slot = a.Get % 10_000;
        var perp = AssetId.ForPerp(slot);
        Assert.Equal((AssetKind.Perp, (long)slot, 0), (perp.Kind, perp.Index, perp.DexIndex));

        var pair = a.Get % 90_000;
        var spot = AssetId.ForSpot(pair);
        Assert.Equal((AssetKind.Spot, (long)pair), (spot.Kind, spot.Index));

        var dex = 1 + (b.Get % 9_989);
        var builder = AssetId.ForBuilderPerp(dex, slot);
        Assert.Equal((AssetKind.BuilderPerp, (long)slot, dex), (builder.Kind, builder.Index, builder.DexIndex));

        var side = b.Get % 2;
        var outcome = AssetId.ForOutcome(a.Get, side);
        Assert.Equal((AssetKind.Outcome, (long)a.Get, side), (outcome.Kind, outcome.Index, outcome.OutcomeSide));

        foreach (var id in (AssetId[])[perp, spot, builder, outcome]) Assert.Equal(id, new AssetId(id.Value));
    }

    [Fact]
    public void Parts_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForPerp(10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForPerp(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForSpot(90_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForBuilderPerp(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForBuilderPerp(9_990, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForBuilderPerp(1, 10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForOutcome(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AssetId.ForOutcome(1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssetId(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssetId(1L << 53));
        Assert.Equal((1L << 53) - 1, new AssetId((1L << 53) - 1).Value);
    }

    [Fact]
    public void Ids_compare_by_number()
    {
        Assert.True(AssetId.ForPerp(9_999) < AssetId.ForSpot(0) && AssetId.ForSpot(0) <= AssetId.ForSpot(0));
        Assert.True(AssetId.ForOutcome(0, 0) > AssetId.ForBuilderPerp(1, 0) && AssetId.ForPerp(1) >= default(AssetId));
        Assert.Equal("110003", AssetId.ForBuilderPerp(1, 3).ToString());
    }
}
