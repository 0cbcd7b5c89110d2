namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Where an order is.</summary>
internal enum OrderStage
{
    /// <summary>Being checked and matched.</summary>
    New,

    /// <summary>A child that waits until its parent is filled.</summary>
    Waiting,

    /// <summary>A trigger order that waits for the mark.</summary>
    Armed,

    /// <summary>In its book.</summary>
    Resting,

    Ended,
}
