namespace HypeKr.Hyperliquid;

/// <summary>A multi-sig proposal is malformed, or a signature does not belong to it.</summary>
public sealed class InvalidProposalException : HyperliquidException
{
    internal InvalidProposalException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
