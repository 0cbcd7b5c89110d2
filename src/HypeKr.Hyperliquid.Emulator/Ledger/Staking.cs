using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>HYPE between spot, the stake and validators. There are no rewards.</summary>
internal sealed class Staking(Venue venue)
{
    /// <summary>The token that is staked.</summary>
    public const string TokenName = "HYPE";

    private const decimal Wei = 100_000_000m;
    private const long Day = 24 * 60 * 60 * 1000;
    private const long UnstakingDays = 7;
    private const int MaxPending = 5;

    public string? Deposit(in ActionContext context, CatalogueAction action)
    {
        var amount = action["wei"].Unsigned / Wei;
        if (Token is not { } token || amount == 0 || context.Owner.Available(token) < amount) return "Insufficient balance for token transfer.";

        context.Owner.Balance(token).Remove(amount);
        Change(context.Owner, token, amount);
        context.Owner.Staking.Undelegated += amount;
        Tell(context, token, amount, isDeposit: true);
        Remember(context, writer =>
        {
            writer.WriteStartObject("cDeposit");
            writer.WriteString("amount", WireText.Of(amount));
            writer.WriteEndObject();
        });
        return null;
    }

    public string? Withdraw(in ActionContext context, CatalogueAction action)
    {
        var (account, hash) = (context.Owner, context.Hash);
        var amount = action["wei"].Unsigned / Wei;
        if (Token is not { } token || amount == 0 || account.Staking.Undelegated < amount) return "Insufficient stake";
        if (account.Staking.Withdrawals.Count >= MaxPending) return "Too many pending withdrawals";

        account.Staking.Undelegated -= amount;
        account.Staking.Withdrawals.Add((venue.Now + UnstakingDays * Day, amount));
        Tell(context, token, amount, isDeposit: false);
        Remember(context, writer => Withdrawal(writer, amount, "initiated"));
        Plan(new StakeReturn(account, amount, hash), venue.Now + UnstakingDays * Day);
        return null;
    }

    /// <summary>Plans the end of a withdrawal.</summary>
    public void Plan(StakeReturn stake, long at) => venue.Clock.At(at, () => Return(stake), WorkKind.StakeReturn, stake);

    private void Return(StakeReturn stake)
    {
        var (account, amount, token) = (stake.Account, stake.Amount, Token!);
        venue.Audit.Cause = "clock";
        account.Staking.Withdrawals.RemoveAt(0);
        Change(account, token, -amount);
        account.Balance(token).Add(amount);
        Remember(new ActionContext(account, account, stake.Hash, 0), writer => Withdrawal(writer, amount, "finalized"));
        venue.Events.AccountChanged(account);
    }

    public string? Delegate(in ActionContext context, CatalogueAction action)
    {
        var (validator, amount, isUndelegate) = (action["validator"].Address, action["wei"].Unsigned / Wei, action["isUndelegate"].Flag);
        if (!venue.Validators.Any(v => v.Address == validator)) return "Unknown validator";
        var (stake, key) = (context.Owner.Staking, validator.ToLowerHex());
        var before = stake.Delegations.GetValueOrDefault(key) ?? new Delegation(validator, 0, 0);
        if (amount == 0) return "Insufficient stake";
        if (isUndelegate)
        {
            if (before.Amount < amount) return "Insufficient stake";
            if (before.LockedUntil > venue.Now) return "Delegation is locked";
            stake.Undelegated += amount;
            if (before.Amount == amount) stake.Delegations.Remove(key);
            else stake.Delegations[key] = before with { Amount = before.Amount - amount };
        }
        else
        {
            if (stake.Undelegated < amount) return "Insufficient stake";
            stake.Undelegated -= amount;
            stake.Delegations[key] = before with { Amount = before.Amount + amount, LockedUntil = venue.Now + Day };
        }

        Remember(context, writer =>
        {
            writer.WriteStartObject("delegate");
            writer.WriteTexts(("validator", key), ("amount", WireText.Of(amount)));
            writer.WriteBoolean("isUndelegate", isUndelegate);
            writer.WriteEndObject();
        });
        return null;
    }

    /// <summary>Links in two steps: the trading account asks for a stake's discount, the staking account grants it.</summary>
    public string? Link(in ActionContext context, CatalogueAction action)
    {
        const string LinkError = "Staking link error";
        var other = venue.Account(action["user"].Address);
        var own = context.Owner;
        if (other is null || other == own) return LinkError;
        if (!action["isFinalize"].Flag)
        {
            if (own.Settings.StakingUser is not null || own.Settings.TradingUser is not null) return LinkError;
            own.Settings.StakingUser = other.Address;
            return null;
        }

        if (other.Settings.StakingUser != own.Address || own.Settings.TradingUser is not null || own.Settings.StakingUser is not null) return LinkError;
        own.Settings.TradingUser = other.Address;
        other.Settings.IsLinkGranted = true;
        return null;
    }

    public string? Unlink(in ActionContext context, CatalogueAction action)
    {
        if (context.Owner.Settings.TradingUser is not { } trading || trading != action["tradingUser"].Address) return "Staking link error";
        context.Owner.Settings.TradingUser = null;
        (venue.Account(trading)!.Settings.StakingUser, venue.Account(trading)!.Settings.IsLinkGranted) = (null, false);
        return null;
    }

    private Token? Token => venue.Token(TokenName)?.Token;

    private static void Change(Account account, Token token, decimal amount) =>
        account.Audit?.Record(account, "staking", token, amount, account.Staking.Total + (amount > 0 ? amount : 0));

    private static void Withdrawal(Utf8JsonWriter writer, decimal amount, string phase)
    {
        writer.WriteStartObject("withdrawal");
        writer.WriteTexts(("amount", WireText.Of(amount)), ("phase", phase));
        writer.WriteEndObject();
    }

    private void Tell(in ActionContext context, Token token, decimal amount, bool isDeposit) => venue.Transfers.Tell(context, context.Owner, writer =>
    {
        writer.WriteTexts(("type", "cStakingTransfer"), ("token", token.Name), ("amount", WireText.Of(amount)));
        writer.WriteBoolean("isDeposit", isDeposit);
    });

    private void Remember(in ActionContext context, Action<Utf8JsonWriter> writeDelta)
    {
        var hash = context.Hash;
        context.Owner.Staking.History.Add(JsonRow.Of(venue.Now, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", venue.Now);
            writer.WriteString("hash", hash.ToString());
            writer.WriteStartObject("delta");
            writeDelta(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }
}
