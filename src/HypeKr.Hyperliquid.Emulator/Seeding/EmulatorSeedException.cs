namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An <see cref="EmulatorSeed"/> is contradictory, or recorded responses cannot be read as one.</summary>
public sealed class EmulatorSeedException : EmulatorException
{
    internal EmulatorSeedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
