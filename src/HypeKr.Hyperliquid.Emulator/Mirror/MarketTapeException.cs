namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A line of a tape that cannot be read or played.</summary>
public sealed class MarketTapeException : EmulatorException
{
    internal MarketTapeException(string message, long line, Exception? inner = null)
        : base(message, inner) => Line = line;

    /// <summary>The line, from 1.</summary>
    public long Line { get; }
}
