using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>The number by which actions name an asset. Wire: a JSON integer.</summary>
/// <remarks>
/// <para>Main perps count from 0, spot pairs from 10,000, builder perps from 110,000 (10,000 a dex), outcome sides from 100,000,000 (10 an outcome).
/// An id of 10,000 or more is therefore not always spot.</para>
/// <para>The value goes to 2^53 - 1, the largest integer that every client of the venue writes alike. The default is perp 0.</para>
/// </remarks>
public readonly record struct AssetId : IComparable<AssetId>
{
    internal const int SlotsPerDex = 10_000;
    internal const int SpotPairs = 90_000;
    internal const int SidesPerOutcome = 10;

    internal const int Dexs = (int)((FirstOutcome - FirstBuilder) / SlotsPerDex);
    private const long FirstSpot = 10_000;
    private const long FirstBuilder = 100_000;
    private const long FirstOutcome = 100_000_000;

    /// <summary>An id read from the wire.</summary>
    /// <param name="value">0 to 2^53 - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of that range.</exception>
    public AssetId(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, WireInteger.Max);
        Value = value;
    }

    /// <summary>The number on the wire.</summary>
    public long Value { get; }

    /// <summary>What the id trades.</summary>
    public AssetKind Kind => Value switch
    {
        < FirstSpot => AssetKind.Perp,
        < FirstBuilder => AssetKind.Spot,
        < FirstOutcome => AssetKind.BuilderPerp,
        _ => AssetKind.Outcome,
    };

    /// <summary>The slot in the dex's universe, the index of the spot pair, or the number of the outcome.</summary>
    public long Index => Kind switch
    {
        AssetKind.Perp => Value,
        AssetKind.Spot => Value - FirstSpot,
        AssetKind.BuilderPerp => (Value - FirstBuilder) % SlotsPerDex,
        _ => (Value - FirstOutcome) / SidesPerOutcome,
    };

    /// <summary>For perps the position of the dex in <c>perpDexs</c>, 0 being the main dex; otherwise null.</summary>
    public int? DexIndex => Kind switch
    {
        AssetKind.Perp => 0,
        AssetKind.BuilderPerp => (int)((Value - FirstBuilder) / SlotsPerDex),
        _ => null,
    };

    /// <summary>For outcomes the side, 0 being the first ("Yes"); otherwise null.</summary>
    public int? OutcomeSide => Kind == AssetKind.Outcome ? (int)((Value - FirstOutcome) % SidesPerOutcome) : null;

    /// <summary>Whether the left number is lower.</summary>
    public static bool operator <(AssetId left, AssetId right) => left.Value < right.Value;

    /// <summary>Whether the left number is higher.</summary>
    public static bool operator >(AssetId left, AssetId right) => left.Value > right.Value;

    /// <summary>Whether the left number is not higher.</summary>
    public static bool operator <=(AssetId left, AssetId right) => left.Value <= right.Value;

    /// <summary>Whether the left number is not lower.</summary>
    public static bool operator >=(AssetId left, AssetId right) => left.Value >= right.Value;

    /// <summary>The perpetual in a slot of the main dex: <c>index</c>.</summary>
    /// <param name="index">Position in <c>meta.universe</c>, 0 to 9,999.</param>
    public static AssetId ForPerp(int index) => new(Slot(index, SlotsPerDex));

    /// <summary>The spot pair of that index: <c>10,000 + index</c>.</summary>
    /// <param name="pairIndex">The <c>index</c> member of the pair in <c>spotMeta.universe</c> (not its position), 0 to 89,999.</param>
    public static AssetId ForSpot(int pairIndex) => new(FirstSpot + Slot(pairIndex, SpotPairs));

    /// <summary>The perpetual in a slot of a builder-deployed dex: <c>100,000 + 10,000 · dexIndex + index</c>.</summary>
    /// <param name="dexIndex">Position of the dex in <c>perpDexs</c>, from 1.</param>
    /// <param name="index">Position in that dex's <c>meta.universe</c>, 0 to 9,999.</param>
    public static AssetId ForBuilderPerp(int dexIndex, int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dexIndex, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dexIndex, Dexs);
        return new(FirstBuilder + ((long)SlotsPerDex * dexIndex) + Slot(index, SlotsPerDex));
    }

    /// <summary>One side of an outcome: <c>100,000,000 + 10 · outcome + side</c>.</summary>
    /// <param name="outcome">The number of the outcome, from 0.</param>
    /// <param name="side">0 for the first side ("Yes"), 1 for the second ("No"); the numbering leaves room up to 9.</param>
    public static AssetId ForOutcome(int outcome, int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outcome);
        return new(FirstOutcome + ((long)SidesPerOutcome * outcome) + Slot(side, SidesPerOutcome));
    }

    /// <summary>Compares by number.</summary>
    public int CompareTo(AssetId other) => Value.CompareTo(other.Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private static long Slot(int index, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return index;
    }
}
