namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What befalls an answer on its way; for hosts of the emulator.</summary>
public sealed record ReplyDelivery
{
    /// <summary>Whether the connection dies without an answer.</summary>
    public bool IsDropped { get; init; }

    /// <summary>How many bytes of the body arrive before the connection dies, its full length having been announced; null when it arrives whole.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The length of the pieces in which the body comes; 0 for one piece.</summary>
    public int PieceBytes { get; init; }

    /// <summary>The pause after each piece but the last, of the venue's time: see <see cref="HyperliquidEmulator.DelayAsync"/>.</summary>
    public TimeSpan Pause { get; init; }
}
