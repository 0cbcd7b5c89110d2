namespace HypeKr.Hyperliquid;

/// <summary>A request got no usable answer: the network failed, the time ran out, or the venue answered with an HTTP status that is not success.</summary>
/// <remarks>For a read <see cref="HyperliquidException.IsTransient"/> says whether asking again may help. For an action look at <see cref="HyperliquidException.MayHaveExecuted"/> first.</remarks>
public sealed class TransportException : HyperliquidException
{
    internal TransportException(string message, bool isTransient, bool mayHaveExecuted, int? statusCode = null, string? body = null, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
        MayHaveExecuted = mayHaveExecuted;
        StatusCode = statusCode;
        Body = body;
    }

    /// <inheritdoc/>
    public override bool IsTransient { get; }

    /// <inheritdoc/>
    public override bool MayHaveExecuted { get; }

    /// <summary>The HTTP status, when an answer came.</summary>
    public int? StatusCode { get; }

    /// <summary>What the venue or a proxy before it wrote, as received and at most 4,096 characters; it may hold addresses.</summary>
    public string? Body { get; }
}
