namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A file is no state that <see cref="HyperliquidEmulator.Restore"/> could go on from; nothing was restored.</summary>
/// <remarks>It is damaged or cut off, of a schema that this version does not read, says what cannot be, or names a tape that is gone or another.</remarks>
public sealed class EmulatorStateException : EmulatorException
{
    internal EmulatorStateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
