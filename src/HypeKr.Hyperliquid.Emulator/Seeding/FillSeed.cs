using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A fill of the past, as <c>userFills</c> tells it.</summary>
public sealed record FillSeed
{
    /// <summary>The coin.</summary>
    public required string Coin { get; init; }

    /// <summary>Whether it bought.</summary>
    public required bool IsBuy { get; init; }

    /// <summary>The price.</summary>
    public required decimal Price { get; init; }

    /// <summary>The size.</summary>
    public required decimal Size { get; init; }

    /// <summary>When, Unix milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>The signed position before.</summary>
    public required decimal StartPosition { get; init; }

    /// <summary>The venue's words for what it did, such as <c>Open Long</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>The profit that it made real, without fees.</summary>
    public decimal ClosedPnl { get; init; }

    /// <summary>The hash of the transaction.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>The order.</summary>
    public required long OrderId { get; init; }

    /// <summary>Whether it took liquidity.</summary>
    public required bool Crossed { get; init; }

    /// <summary>The fee.</summary>
    public decimal Fee { get; init; }

    /// <summary>What the fee was paid in.</summary>
    /// <value><c>USDC</c> unless set.</value>
    public string FeeToken { get; init; } = "USDC";

    /// <summary>The number of the trade; one is given to a fill without.</summary>
    public long? TradeId { get; init; }

    /// <summary>What of the fee was the builder's.</summary>
    public decimal BuilderFee { get; init; }
}
