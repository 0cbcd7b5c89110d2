namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Faults that were read from JSON do not fit; the message names the member and what would be right.</summary>
public sealed class FaultFormatException : EmulatorException
{
    internal FaultFormatException(string message)
        : base(message)
    {
    }
}
