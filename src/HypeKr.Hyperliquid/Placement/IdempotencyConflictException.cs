namespace HypeKr.Hyperliquid;

/// <summary>An idempotency key was used before, for something else. Nothing was signed or sent.</summary>
public sealed class IdempotencyConflictException : HyperliquidException
{
    internal IdempotencyConflictException(string key, string was, string isNow)
        : base($"The idempotency key {Quoted.Text(key)} stands for another '{was}' already, and cannot stand for this '{isNow}': each order has a key of its own.") => Key = key;

    /// <summary>The key.</summary>
    public string Key { get; }
}
