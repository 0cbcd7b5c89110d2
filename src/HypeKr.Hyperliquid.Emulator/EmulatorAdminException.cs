namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A call of <see cref="EmulatorAdmin"/> cannot be carried out; nothing was changed.</summary>
public sealed class EmulatorAdminException : EmulatorException
{
    internal EmulatorAdminException(string message)
        : base(message)
    {
    }
}
