namespace HypeKr.Hyperliquid;

/// <summary>What an asset id trades.</summary>
public enum AssetKind
{
    /// <summary>A perpetual of the main dex, such as <c>BTC</c>.</summary>
    Perp,

    /// <summary>A spot pair, such as <c>PURR/USDC</c> or <c>@107</c>.</summary>
    Spot,

    /// <summary>A perpetual of a builder-deployed dex (HIP-3), such as <c>xyz:GOLD</c>.</summary>
    BuilderPerp,

    /// <summary>One side of an outcome (HIP-4), such as <c>#1230</c>.</summary>
    Outcome,
}
