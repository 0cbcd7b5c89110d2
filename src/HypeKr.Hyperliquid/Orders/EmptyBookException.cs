namespace HypeKr.Hyperliquid;

/// <summary>A market order that has nobody to trade with: the other side of the book is empty. Nothing was signed.</summary>
public sealed class EmptyBookException : HyperliquidException
{
    internal EmptyBookException(string coin, OrderSide side)
        : base($"Nobody {(side == OrderSide.Buy ? "sells" : "buys")} {Quoted.Text(coin)} now: that side of its book is empty. A limit order can wait on the book.") => Coin = coin;

    /// <summary>The wire coin.</summary>
    public string Coin { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
