namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One trade, in the terms of the coin that the taker named.</summary>
internal sealed record VenueTrade(
    TradedAsset Asset, bool TakerBuys, decimal Price, decimal Size, long Time, string Hash, long Tid, Account Buyer, Account Seller);
