namespace HypeKr.Hyperliquid;

/// <summary>The answers of the venue that an <see cref="AssetUniverse"/> is made from. What is left out is not listed.</summary>
public sealed class AssetSources
{
    /// <summary>The main dex: <c>meta</c>.</summary>
    public PerpMeta? Perps { get; init; }

    /// <summary>Spot: <c>spotMeta</c>.</summary>
    public SpotMeta? Spot { get; init; }

    /// <summary>Outcomes: <c>outcomeMeta</c>.</summary>
    public OutcomeMeta? Outcomes { get; init; }

    /// <summary>The perp dexs in the venue's order, the first of them null for the main dex: <c>perpDexs</c>.</summary>
    public IReadOnlyList<PerpDex?> Dexs { get; init; } = [];

    /// <summary>What builder-deployed dexs list, by the name of the dex: <c>meta</c> with <c>dex</c>. It needs <see cref="Dexs"/> for the ids.</summary>
    public IReadOnlyDictionary<string, PerpMeta> DexPerps { get; init; } = new Dictionary<string, PerpMeta>();
}
