namespace HypeKr.Hyperliquid;

/// <summary>The venue has no mid price for a coin that it lists: nothing has traded and a side of the book is empty.</summary>
public sealed class NoMidException : HyperliquidException
{
    internal NoMidException(string coin)
        : base($"The venue has no mid price for {Quoted.Text(coin)}: it has not traded and a side of its book is empty.") => Coin = coin;

    /// <summary>The wire coin.</summary>
    public string Coin { get; }
}
