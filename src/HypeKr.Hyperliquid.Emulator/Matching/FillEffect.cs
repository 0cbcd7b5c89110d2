namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fill did to one account.</summary>
/// <param name="Fee">Already taken from the account, still to be given to the fee account.</param>
internal readonly record struct FillEffect(decimal StartPosition, string Direction, decimal ClosedPnl, decimal Fee, Token FeeToken);
