namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order that exists at the start.</summary>
/// <remarks>A live one rests, or waits for the mark, without being checked or matched: it may not cross what rests on the other side.</remarks>
public sealed record OrderSeed
{
    /// <summary>The coin.</summary>
    public required string Coin { get; init; }

    /// <summary>Its number; no other order of the seed has it, and new orders have higher ones.</summary>
    public required long OrderId { get; init; }

    /// <summary>Whether it buys.</summary>
    public required bool IsBuy { get; init; }

    /// <summary>The limit price.</summary>
    public required decimal Price { get; init; }

    /// <summary>What is left of it.</summary>
    public required decimal Size { get; init; }

    /// <summary>What it was placed with; <see cref="Size"/> unless set.</summary>
    public decimal? OriginalSize { get; init; }

    /// <summary>When it was placed, Unix milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary><c>Gtc</c>, <c>Ioc</c>, <c>Alo</c> or <c>FrontendMarket</c>.</summary>
    /// <value><c>Gtc</c> unless set; of a trigger order it does not count.</value>
    public string TimeInForce { get; init; } = "Gtc";

    /// <summary>Whether it may only reduce a position.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>The client's id, <c>0x</c> and 32 hexadecimal digits in lower case.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The mark at which it goes to the book; null for an order that is no trigger.</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>Whether a trigger order is a stop; else it takes profit.</summary>
    public bool IsStop { get; init; }

    /// <summary>Whether a trigger order trades at the market.</summary>
    public bool IsMarket { get; init; }

    /// <summary>Whether its size is that of the position.</summary>
    public bool IsPositionTpsl { get; init; }

    /// <summary>The orders that wait for its fill.</summary>
    public IReadOnlyList<OrderSeed> Children { get; init; } = [];

    /// <summary>The venue's status word.</summary>
    /// <value><c>open</c> unless set: live. Every other one is an end.</value>
    public string Status { get; init; } = "open";

    /// <summary>When it got its status; <see cref="Time"/> unless set.</summary>
    public long? StatusTime { get; init; }
}
