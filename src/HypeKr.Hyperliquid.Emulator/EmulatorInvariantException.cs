namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Something that always holds did not hold after a step: a defect of the emulator, found by <see cref="EmulatorOptions.ChecksInvariants"/>.</summary>
public sealed class EmulatorInvariantException : EmulatorException
{
    internal EmulatorInvariantException(string message)
        : base(message)
    {
    }
}
