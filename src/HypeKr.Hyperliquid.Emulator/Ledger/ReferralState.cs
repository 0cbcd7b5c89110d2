namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who referred an account, whom it referred, and what it earned by it and as a builder.</summary>
internal sealed class ReferralState
{
    /// <summary>Its own code.</summary>
    public string? Code { get; set; }

    public Account? Referrer { get; set; }

    public long ReferredAt { get; set; }

    /// <summary>The accounts it referred.</summary>
    public List<Account> Referred { get; } = [];

    /// <summary>Earned as a referrer from each account's fees so far, in USDC.</summary>
    public Dictionary<Account, decimal> EarnedFrom { get; } = [];

    public decimal UnclaimedReferral { get; set; }

    public decimal UnclaimedBuilder { get; set; }

    public decimal BuilderEarned { get; set; }

    public decimal Claimed { get; set; }

    public decimal Unclaimed => UnclaimedReferral + UnclaimedBuilder;

    public void Keep(StateArchive a)
    {
        Code = a.OptionalText(Code);
        Referrer = a.OptionalAccount(Referrer);
        ReferredAt = a.Long(ReferredAt);
        a.List(Referred, a.Account);
        a.Map(EarnedFrom, a.Account, amount => a.Decimal(amount));
        UnclaimedReferral = a.Decimal(UnclaimedReferral);
        UnclaimedBuilder = a.Decimal(UnclaimedBuilder);
        BuilderEarned = a.Decimal(BuilderEarned);
        Claimed = a.Decimal(Claimed);
    }
}
