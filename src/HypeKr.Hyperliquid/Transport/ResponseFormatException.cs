namespace HypeKr.Hyperliquid;

/// <summary>The venue answered with success, but with something that this version cannot read.</summary>
public sealed class ResponseFormatException : HyperliquidException
{
    internal ResponseFormatException(string message, bool mayHaveExecuted, string? body, Exception? innerException = null)
        : base(message, innerException)
    {
        MayHaveExecuted = mayHaveExecuted;
        Body = body;
    }

    /// <inheritdoc/>
    public override bool MayHaveExecuted { get; }

    /// <summary>What was received, at most 4,096 characters; it may hold addresses.</summary>
    public string? Body { get; }
}
