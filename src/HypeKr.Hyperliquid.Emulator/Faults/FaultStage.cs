namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Where a fault strikes.</summary>
internal enum FaultStage
{
    Connection,
    Request,
    Subscription,
    Message,
}
