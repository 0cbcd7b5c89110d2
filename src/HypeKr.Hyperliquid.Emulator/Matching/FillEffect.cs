namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fill did to one account. The fee is taken from it already, and still to be given to the fee account.</summary>
internal readonly record struct FillEffect(decimal StartPosition, string Direction, decimal ClosedPnl, decimal Fee, Token FeeToken);
