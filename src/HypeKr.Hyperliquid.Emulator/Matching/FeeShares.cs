namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who has a share in a fee: the builder of the order, the referrer of the account, and the venue.</summary>
/// <remarks>
/// Shares in the main dex's collateral wait in the fee account's wallet there until they are claimed. A builder's share in another
/// token is paid at once, since nothing but that collateral can be claimed; a referrer has none in it.
/// </remarks>
internal sealed class FeeShares(Venue venue)
{
    /// <summary>The least that a builder has to have on the main dex.</summary>
    public const decimal LeastBuilderValue = 100;

    // Fees of builders are in tenths of a basis point.
    private const decimal BuilderUnit = 0.00001m;
    private const ulong MostOnPerps = 100;
    private const ulong MostOnSpot = 1_000;

    /// <summary>Why a builder may not charge what an order says; null when it may.</summary>
    public string? WhyNot(Account account, WireBuilder builder, TradedAsset asset)
    {
        if (builder.Fee == 0) return null;
        if (builder.Fee > (asset is TradedPerp ? MostOnPerps : MostOnSpot)) return "Builder fee exceeds the maximum.";
        if ((ulong)(account.Master ?? account).BuilderFees.GetValueOrDefault(builder.Address) < builder.Fee) return "Builder fee has not been approved.";
        return venue.Account(builder.Address)?.Wallet(venue.Dexs[0]).AccountValue >= LeastBuilderValue ? null : "Builder has insufficient balance.";
    }

    /// <summary>The builder's rate of a fill: what is bought on spot is paid for in the base token, and carries none.</summary>
    public static decimal BuilderRate(PlacedOrder order) =>
        order.Builder is { } builder && (order.Asset is TradedPerp || !order.IsBuy) ? builder.Fee * BuilderUnit : 0;

    /// <summary>Gives a fee that was taken from a payer to those who have a share in it.</summary>
    public void Distribute(PlacedOrder order, FillEffect effect, decimal builderFee)
    {
        var (asset, main) = (order.Asset, venue.Dexs[0]);
        asset.Credit(venue.Fees, effect);
        var builder = builderFee == 0 ? null : venue.Account(order.Builder!.Address);
        if (effect.FeeToken != main.Collateral)
        {
            if (builder is null) return;
            asset.Credit(venue.Fees, effect with { Fee = -builderFee });
            asset.Credit(builder, effect with { Fee = builderFee });
            return;
        }

        var shares = Referrals.Earn(order.Account, effect.Fee - builderFee) + builderFee;
        if (builder is not null) Referrals.EarnAsBuilder(builder, builderFee);
        if (shares == 0 || (asset is TradedPerp perp && perp.Dex == main)) return;
        asset.Credit(venue.Fees, effect with { Fee = -shares });
        venue.Fees.Wallet(main).Cash += shares;
    }
}
