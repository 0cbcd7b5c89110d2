namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Moves margin in and out of isolated positions.</summary>
internal sealed class MarginChanges(Venue venue)
{
    private const decimal MicroUnits = 1_000_000m;

    public string? Update(in ActionContext context, CatalogueAction action) =>
        venue.Asset(action["asset"].Unsigned) is TradedPerp perp ? Move(context.Account, perp, action["ntli"].Signed / MicroUnits) : "Invalid asset.";

    /// <summary>Adds as much margin as brings an isolated position down to a leverage.</summary>
    public string? TopUp(in ActionContext context, CatalogueAction action)
    {
        if (venue.Asset(action["asset"].Unsigned) is not TradedPerp perp) return "Invalid asset.";
        var leverage = action["leverage"].Decimal.Value;
        if (leverage < 1) return "Invalid leverage value";
        if (Isolated(context.Account, perp) is not { } position) return "Position is not isolated.";
        var missing = Math.Ceiling((Math.Abs(position.Value(perp.Mark)) / leverage - position.IsolatedMargin - position.Unrealized(perp.Mark)) * MicroUnits) / MicroUnits;
        return missing <= 0 ? "Position leverage is already at or below the target." : Move(context.Account, perp, missing);
    }

    private string? Move(Account account, TradedPerp perp, decimal amount)
    {
        if (amount == 0) return "Invalid margin change.";
        if (Isolated(account, perp) is not { } position) return "Position is not isolated.";
        var wallet = account.Wallet(perp.Dex);
        if (amount > 0)
        {
            if (wallet.Withdrawable < amount || wallet.Free < amount) return "Insufficient margin available to add to isolated position.";
        }
        else
        {
            if (perp.IsStrictlyIsolated) return "Margin of a strictly isolated position cannot be removed.";
            var value = Math.Abs(position.Value(perp.Mark));
            var kept = position.IsolatedMargin + position.Unrealized(perp.Mark) + amount;
            if (kept < Math.Max(value / account.LeverageOf(perp).Value, value * PerpWallet.WithdrawalFloor) || position.IsolatedMargin + amount < 0)
            {
                return "Insufficient margin available to remove from isolated position.";
            }
        }

        position.AddMargin(amount);
        venue.Events.AccountChanged(account);
        return null;
    }

    private static PerpPosition? Isolated(Account account, TradedPerp perp) =>
        account.LeverageOf(perp).IsCross ? null : account.Wallet(perp.Dex).Position(perp);
}
