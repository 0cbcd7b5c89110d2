namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How long a client's id of an order is refused to another order of the account.</summary>
public enum CloidHorizon : byte
{
    /// <summary>As long as the order is open or waits.</summary>
    WhileOpen,

    /// <summary>Not at all: any number of orders may have it.</summary>
    Never,

    /// <summary>As long as the venue knows the order, whatever became of it.</summary>
    WhileKept,
}
