namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The root of everything this package throws. What the emulated venue refuses is an answer, not an exception.</summary>
public abstract class EmulatorException : Exception
{
    private protected EmulatorException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
