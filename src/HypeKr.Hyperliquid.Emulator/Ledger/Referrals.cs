namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Referral codes, and what referrers and builders earn: it stays with the fee account until it is claimed.</summary>
internal sealed class Referrals(Venue venue)
{
    /// <summary>The referrer's part of the fees of whom it referred.</summary>
    public const decimal RewardShare = 0.1m;

    public string? Register(in ActionContext context, CatalogueAction action)
    {
        var code = action["code"].Text;
        if (WrongCode(code) is { } wrong) return wrong;
        if (context.Owner.Referral.Code is not null) return "Referral code already registered for this user.";
        if (venue.Accounts.Any(a => string.Equals(a.Referral.Code, code, StringComparison.OrdinalIgnoreCase))) return "Referral code already in use.";
        context.Owner.Referral.Code = code;
        return null;
    }

    public string? SetReferrer(in ActionContext context, CatalogueAction action)
    {
        var (code, account) = (action["code"].Text, context.Owner);
        if (WrongCode(code) is { } wrong) return wrong;
        if (account.Referral.Referrer is not null) return "Referrer already set.";
        if (venue.Accounts.FirstOrDefault(a => string.Equals(a.Referral.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } referrer) return "Referral code does not exist.";
        if (referrer == account) return "Cannot self-refer.";
        account.Referral.Referrer = referrer;
        account.Referral.ReferredAt = venue.Now;
        referrer.Referral.Referred.Add(account);
        return null;
    }

    public string? Claim(in ActionContext context)
    {
        var referral = context.Owner.Referral;
        var amount = referral.Unclaimed;
        if (amount == 0) return "No rewards to claim";

        var main = venue.Dexs[0];
        venue.Fees.Wallet(main).Cash -= amount;
        context.Owner.Wallet(main).Cash += amount;
        referral.Claimed += amount;
        (referral.UnclaimedReferral, referral.UnclaimedBuilder) = (0, 0);
        venue.Transfers.Tell(context, context.Owner, writer => writer.WriteTexts(
            ("type", "rewardsClaim"), ("amount", WireText.Of(amount)), ("token", main.Collateral.Name)));
        return null;
    }

    /// <summary>Notes the referrer's part of a fee that the fee account has received in the main dex's collateral.</summary>
    /// <returns>The part.</returns>
    public static decimal Earn(Account payer, decimal fee)
    {
        if (fee <= 0 || (payer.Referral.Referrer ?? payer.Master?.Referral.Referrer) is not { } referrer) return 0;
        var part = Math.Round(fee * RewardShare, 8, MidpointRounding.ToZero);
        referrer.Referral.UnclaimedReferral += part;
        referrer.Referral.EarnedFrom[payer] = referrer.Referral.EarnedFrom.GetValueOrDefault(payer) + part;
        return part;
    }

    /// <summary>Notes a builder's fee that the fee account has received in the main dex's collateral.</summary>
    public static void EarnAsBuilder(Account builder, decimal fee)
    {
        builder.Referral.UnclaimedBuilder += fee;
        builder.Referral.BuilderEarned += fee;
    }

    private static string? WrongCode(string code) => code.Length is < 1 or > 20 ? "Referral code must be between 1 and 20 characters" : null;
}
