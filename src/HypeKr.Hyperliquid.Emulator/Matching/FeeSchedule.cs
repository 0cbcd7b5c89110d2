using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fill costs whom: the rates by the account's volume, never above the base rates that the emulator was given.</summary>
/// <remarks>
/// Wire specification 11.7: the tiers go by perps and twice spot of the last fourteen whole days; then come the discounts for stakes and
/// for the referred. Rates are cut to eight decimals, so that every fee is exact.
/// </remarks>
internal sealed class FeeSchedule(EmulatorFees fees, Func<EthereumAddress, Account?> find)
{
    /// <summary>The venue's tiers above its base tier.</summary>
    public static IReadOnlyList<FeeTier> Tiers { get; } =
    [
        new(5_000_000, new(0.00040m, 0.00012m), new(0.0006m, 0.0003m)),
        new(25_000_000, new(0.00035m, 0.00008m), new(0.0005m, 0.0002m)),
        new(100_000_000, new(0.00030m, 0.00004m), new(0.0004m, 0.0001m)),
        new(500_000_000, new(0.00028m, 0), new(0.00035m, 0)),
        new(2_000_000_000, new(0.00026m, 0), new(0.0003m, 0)),
        new(7_000_000_000, new(0.00024m, 0), new(0.00025m, 0)),
    ];

    /// <summary>The rates of perps.</summary>
    public FeeRates Perp(decimal volume) => Below(new(fees.PerpTaker, fees.PerpMaker), Tier(volume)?.Perp);

    /// <summary>The rates of spot pairs and of sells of outcomes.</summary>
    public FeeRates Spot(decimal volume) => Below(new(fees.SpotTaker, fees.SpotMaker), Tier(volume)?.Spot);

    /// <summary>What is taken off for a stake of so much HYPE.</summary>
    public static IReadOnlyList<(decimal Stake, decimal Discount)> StakeTiers { get; } =
        [(10, 0.05m), (100, 0.1m), (1_000, 0.15m), (10_000, 0.2m), (100_000, 0.3m), (500_000, 0.4m)];

    // The first that a referred account trades is cheaper (the share is UNCONFIRMED).
    public const decimal ReferredDiscount = 0.04m;
    private const decimal ReferredVolume = 25_000_000;

    /// <summary>The rates of an account for an asset now.</summary>
    public FeeRates Of(Account account, TradedAsset asset, long now)
    {
        if ((account.Master ?? account).GivenRates is { } given) return asset is TradedPerp ? given.Perp : given.Spot;
        var volume = account.Traded.Weighted(now);
        var rates = asset is TradedPerp ? Perp(volume) : Spot(volume);
        var factor = (1 - StakingDiscount(account)) * (1 - ReferralDiscount(account));
        return factor == 1 ? rates : new(Cut(rates.Taker), Cut(rates.Maker));

        decimal Cut(decimal rate) => Math.Round(rate * factor, 8, MidpointRounding.ToZero);
    }

    /// <summary>As a fraction of the fee.</summary>
    public decimal StakingDiscount(Account account)
    {
        var stake = Stake(account);
        return stake == 0 ? 0 : StakeTier(stake);
    }

    private static decimal StakeTier(decimal stake) => StakeTiers.LastOrDefault(t => stake > t.Stake).Discount;

    /// <summary>The stake whose discount an account has: the master's for a sub-account, and the lender's for whom one was lent. Who lends his has none.</summary>
    public decimal Stake(Account account)
    {
        var owner = account.Master ?? account;
        if (owner.Settings.TradingUser is not null) return 0;
        return owner.Settings is { IsLinkGranted: true, StakingUser: { } lender } ? find(lender)?.Staking.Delegated ?? 0 : owner.Staking.Delegated;
    }

    /// <summary>As a fraction of the fee.</summary>
    public static decimal ReferralDiscount(Account account) =>
        (account.Master ?? account).Referral.Referrer is not null && account.Traded.Total < ReferredVolume ? ReferredDiscount : 0;

    private static FeeTier? Tier(decimal volume)
    {
        FeeTier? reached = null;
        for (var i = 0; i < Tiers.Count && volume > Tiers[i].Volume; i++) reached = Tiers[i];
        return reached;
    }

    private static FeeRates Below(FeeRates rates, FeeRates? tier) =>
        tier is { } t ? new(Math.Min(rates.Taker, t.Taker), Math.Min(rates.Maker, t.Maker)) : rates;
}

/// <summary>The rates of accounts that traded more than a volume.</summary>
internal sealed record FeeTier(decimal Volume, FeeRates Perp, FeeRates Spot);
