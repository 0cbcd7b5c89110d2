using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One side of a trade, as <c>userFills</c> tells it.</summary>
internal sealed record Fill
{
    public required TradedAsset Asset { get; init; }

    public required bool IsBuy { get; init; }

    public required decimal Price { get; init; }

    public required decimal Size { get; init; }

    public required long Time { get; init; }

    /// <summary>The signed position, or the balance, before the fill.</summary>
    public required decimal StartPosition { get; init; }

    public required string Direction { get; init; }

    public required decimal ClosedPnl { get; init; }

    /// <summary>The hash of the action that took; zeros when nobody's action did.</summary>
    public required Hash32 Hash { get; init; }

    public required long Oid { get; init; }

    public required string? Cloid { get; init; }

    /// <summary>Whether this side took liquidity.</summary>
    public required bool Crossed { get; init; }

    public required decimal Fee { get; init; }

    public required string FeeToken { get; init; }

    public required long Tid { get; init; }

    /// <summary>The liquidation that it belongs to.</summary>
    public FillLiquidation? Liquidation { get; init; }

    /// <summary>The TWAP of which the order was a slice.</summary>
    public long? TwapId { get; init; }

    /// <summary>What of the fee is the builder's.</summary>
    public decimal BuilderFee { get; init; }

    public static Fill Keep(StateArchive a, Fill? fill) => new()
    {
        Asset = a.Asset(fill?.Asset),
        IsBuy = a.Bool(fill?.IsBuy),
        Price = a.Decimal(fill?.Price),
        Size = a.Decimal(fill?.Size),
        Time = a.Long(fill?.Time),
        StartPosition = a.Decimal(fill?.StartPosition),
        Direction = a.Text(fill?.Direction),
        ClosedPnl = a.Decimal(fill?.ClosedPnl),
        Hash = a.Hash(fill?.Hash),
        Oid = a.Long(fill?.Oid),
        Cloid = a.OptionalText(fill?.Cloid),
        Crossed = a.Bool(fill?.Crossed),
        Fee = a.Decimal(fill?.Fee),
        FeeToken = a.Text(fill?.FeeToken),
        Tid = a.Long(fill?.Tid),
        Liquidation = a.Optional(fill?.Liquidation, liquidation => FillLiquidation.Keep(a, liquidation)),
        TwapId = a.OptionalLong(fill?.TwapId),
        BuilderFee = a.Decimal(fill?.BuilderFee),
    };
}
