using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One trade, in the terms of the coin that the taker named.</summary>
internal sealed record VenueTrade(
    TradedAsset Asset, bool TakerBuys, decimal Price, decimal Size, long Time, Hash32 Hash, long Tid, Account Buyer, Account Seller);
