using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fill says of the liquidation that it belongs to.</summary>
internal sealed record FillLiquidation(EthereumAddress User, decimal MarkPrice, string Method)
{
    public static FillLiquidation Keep(StateArchive a, FillLiquidation? liquidation) =>
        new(a.Address(liquidation?.User), a.Decimal(liquidation?.MarkPrice), a.Text(liquidation?.Method));
}
