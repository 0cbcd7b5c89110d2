using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>What closing a position, or selling a balance, did.</summary>
public sealed class CloseResult
{
    /// <summary>The wire coin.</summary>
    public string Coin { get; internal init; } = "";

    /// <summary>What is known.</summary>
    public CloseStatus Status { get; internal init; }

    /// <summary>The size read before the order was sent, without sign.</summary>
    public decimal InitialSize { get; internal init; }

    /// <summary>The size that the order closed; null when unknown.</summary>
    public decimal? ClosedSize { get; internal init; }

    /// <summary>What is left of <see cref="InitialSize"/>, held and below one lot included; null when unknown. Above zero is never <see cref="CloseStatus.Closed"/>.</summary>
    public decimal? RemainingSize { get; internal init; }

    /// <summary>The part of a balance that open orders hold, and that could not be sold; zero for perps.</summary>
    public decimal HeldSize { get; internal init; }

    /// <summary>The smallest size that can be traded: what remains below it cannot be closed by an order.</summary>
    public decimal LotSize { get; internal init; }

    /// <summary>The mid when the order was made: of the book that was read, or the venue's where nobody was on the other side. Null when nothing was sent, or this side of the book was empty.</summary>
    public Mid? Mid { get; internal init; }

    /// <summary>The limit price of the order; null when nothing was sent.</summary>
    public Price? LimitPrice { get; internal init; }

    /// <summary>The average price of what was closed; null when nothing was.</summary>
    public decimal? AveragePrice => Order?.AveragePrice;

    /// <summary>The order that was sent; null when none was.</summary>
    public OrderResult? Order { get; internal init; }

    /// <summary>The status and its numbers, without addresses.</summary>
    public override string ToString() => Status switch
    {
        CloseStatus.NoPosition => $"{Coin}: no position",
        CloseStatus.Unknown => $"{Coin}: {Order}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Coin}: {Status}, closed {ClosedSize}, remaining {RemainingSize}{(Order is { Rejection: { } rejection } ? $" ({rejection})" : "")}"),
    };
}
