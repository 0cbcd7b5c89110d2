namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A market cannot be mirrored, or not as it was.</summary>
public sealed class MirrorException : EmulatorException
{
    internal MirrorException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
