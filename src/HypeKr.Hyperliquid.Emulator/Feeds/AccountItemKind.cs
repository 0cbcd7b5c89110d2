namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Which channel of an account an item belongs to.</summary>
internal enum AccountItemKind
{
    Funding,
    Ledger,
    TwapHistory,
    TwapSliceFill,
    Liquidation,
    Notification,
}
