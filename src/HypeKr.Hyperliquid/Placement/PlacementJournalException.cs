namespace HypeKr.Hyperliquid;

/// <summary>A journal cannot be used: it is held by another process, damaged, of another signer or network, ahead of the venue's time, full, or closed. Nothing was signed or sent.</summary>
public sealed class PlacementJournalException : HyperliquidException
{
    internal PlacementJournalException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
