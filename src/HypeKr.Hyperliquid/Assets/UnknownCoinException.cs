namespace HypeKr.Hyperliquid;

/// <summary>A coin that is malformed, or that the venue does not list, or whose listing cannot be used.</summary>
public sealed class UnknownCoinException : HyperliquidException
{
    /// <summary>An unusable coin.</summary>
    /// <param name="coin">The coin as asked for.</param>
    /// <param name="message">Why it cannot be used, and what comes near it.</param>
    public UnknownCoinException(string coin, string message)
        : base(message) => Coin = coin;

    /// <summary>The coin as asked for. It may be hostile text: quote it before it is shown.</summary>
    public string Coin { get; }
}
