namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Vaults: their creation, what goes in and out, and what their leader may set.</summary>
internal sealed class Vaults(Venue venue)
{
    private const string NotLeader = "Only leader can perform this vault action";
    private const decimal MicroUnits = 1_000_000m;
    private const decimal LeastDeposit = 100;

    /// <summary>What a new vault costs beside its first deposit (UNCONFIRMED).</summary>
    private const decimal CreationFee = 100;

    /// <summary>The leader's share of a follower's profit.</summary>
    private const decimal Commission = 0.1m;

    /// <summary>What a leader has to keep of a vault.</summary>
    private const decimal LeastLeaderFraction = 0.05m;

    private const long Lockup = 24 * 60 * 60 * 1000;
    private const int ShareDecimals = 12;

    private VenueDex Main => venue.Dexs[0];

    /// <summary>Creates a vault.</summary>
    /// <returns>The venue's text, or null and the vault.</returns>
    public string? Create(in ActionContext context, CatalogueAction action, out Account? created)
    {
        created = null;
        var (name, description, usd) = (action["name"].Text, action["description"].Text, action["initialUsd"].Unsigned / MicroUnits);
        if (action["nonce"].Unsigned != (ulong)context.Nonce) return "Invalid nonce: the vault's nonce is not the envelope's";
        if (name.Length is < 3 or > 50) return "Vault name must be between 3 and 50 characters";
        if (description.Length is < 10 or > 250) return "Vault description must be between 10 and 250 characters";
        if (usd < LeastDeposit) return "Initial deposit must be at least $100";

        var leader = context.Owner;
        if (leader.Wallet(Main).Withdrawable < usd + CreationFee) return "Insufficient balance to create vault";

        var vault = created = venue.CreateVault(leader, name, description);
        leader.Wallet(Main).Cash -= usd + CreationFee;
        venue.Fees.Wallet(Main).Cash += CreationFee;
        vault.Wallet(Main).Cash += usd;
        vault.Vault!.Shares[leader] = new VaultShare(venue.Now) { Amount = usd, Basis = usd, LockedUntil = venue.Now + Lockup };
        venue.Transfers.Tell(context, vault, writer => writer.WriteTexts(
            ("type", "vaultCreate"), ("vault", vault.Address.ToLowerHex()), ("usdc", WireText.Of(usd)), ("fee", WireText.Of(CreationFee))));
        return null;
    }

    public string? Modify(in ActionContext context, CatalogueAction action)
    {
        if (Led(context, action, out var vault) is { } refused) return refused;
        if (!action["allowDeposits"].IsNull) vault!.Vault!.AllowsDeposits = action["allowDeposits"].Flag;
        if (!action["alwaysCloseOnWithdraw"].IsNull) vault!.Vault!.AlwaysClosesOnWithdraw = action["alwaysCloseOnWithdraw"].Flag;
        return null;
    }

    public string? Transfer(in ActionContext context, CatalogueAction action)
    {
        if (Registered(action, out var vault) is { } unknown) return unknown;
        var usd = action["usd"].Unsigned / MicroUnits;
        if (usd == 0) return "Invalid amount.";
        return action["isDeposit"].Flag ? Deposit(context, vault!, usd) : Withdraw(context, vault!, usd);
    }

    public string? Distribute(in ActionContext context, CatalogueAction action)
    {
        if (Led(context, action, out var vault) is { } refused) return refused;
        var state = vault!.Vault!;
        var wallet = vault.Wallet(Main);
        var usd = action["usd"].Unsigned / MicroUnits;
        var closes = usd == 0;
        if (closes)
        {
            if (wallet.Positions.Any() || vault.LiveOrderCount > 0) return "Cannot close vault with open positions or orders";
            usd = wallet.Cash;
        }

        if (wallet.Withdrawable < usd) return "Insufficient balance for withdrawal.";
        var total = state.TotalShares;
        var left = usd;
        var owners = state.Shares.ToArray();
        foreach (var (owner, share) in owners)
        {
            // The last one is paid what is left: the parts add up to the whole.
            var part = owner == owners[^1].Key ? left : Math.Round(usd / total * share.Amount, 6, MidpointRounding.ToZero);
            if (part == 0) continue;
            left -= part;
            wallet.Cash -= part;
            owner.Wallet(Main).Cash += part;
            share.Realized += part;
            venue.Transfers.Tell(context, owner, writer => writer.WriteTexts(
                ("type", "vaultDistribution"), ("vault", vault.Address.ToLowerHex()), ("usdc", WireText.Of(part))), vault);
        }

        if (closes)
        {
            state.IsClosed = true;
            state.AllowsDeposits = false;
            state.Shares.Clear();
        }

        return null;
    }

    /// <summary>The value of an owner's share.</summary>
    public decimal Equity(Account vault, VaultShare share)
    {
        var total = vault.Vault!.TotalShares;
        return total == 0 ? 0 : Math.Round(vault.Wallet(Main).AccountValue / total * share.Amount, ShareDecimals, MidpointRounding.ToZero);
    }

    private string? Deposit(in ActionContext context, Account vault, decimal usd)
    {
        var (owner, state) = (context.Owner, vault.Vault!);
        if (state.IsClosed || (!state.AllowsDeposits && owner != state.Leader)) return "Vault is not accepting deposits";
        if (owner.Wallet(Main).Withdrawable < usd) return "Insufficient funds available to deposit.";
        var (value, total) = (vault.Wallet(Main).AccountValue, state.TotalShares);
        if (total > 0 && value <= 0) return "Vault is not accepting deposits";

        if (!state.Shares.TryGetValue(owner, out var share)) state.Shares[owner] = share = new VaultShare(venue.Now);
        owner.Wallet(Main).Cash -= usd;
        vault.Wallet(Main).Cash += usd;
        share.Amount += total == 0 ? usd : Math.Round(usd / value * total, ShareDecimals);
        share.Basis += usd;
        share.LockedUntil = venue.Now + Lockup;
        venue.Transfers.Tell(context, vault, writer => writer.WriteTexts(
            ("type", "vaultDeposit"), ("vault", vault.Address.ToLowerHex()), ("usdc", WireText.Of(usd))));
        return null;
    }

    private string? Withdraw(in ActionContext context, Account vault, decimal usd)
    {
        var (owner, state) = (context.Owner, vault.Vault!);
        if (!state.Shares.TryGetValue(owner, out var share)) return "Insufficient vault equity";
        if (share.LockedUntil > venue.Now) return "Cannot withdraw during lockup period after depositing";
        var equity = Equity(vault, share);
        if (usd > equity) return "Insufficient vault equity";
        if (vault.Wallet(Main).Withdrawable < usd) return "Insufficient balance for withdrawal.";

        var value = vault.Wallet(Main).AccountValue;
        if (owner == state.Leader && state.Shares.Count > 1 && value > usd && equity - usd < LeastLeaderFraction * (value - usd))
        {
            return "Cannot withdraw: leader must keep at least 5% of the vault";
        }

        var part = usd / equity;
        var basis = part == 1 ? share.Basis : Math.Round(share.Basis * part, 8);
        var commission = owner == state.Leader ? 0 : Math.Round(Math.Max(0, usd - basis) * Commission, 8);
        share.Amount -= part == 1 ? share.Amount : Math.Round(share.Amount * part, ShareDecimals);
        share.Basis -= basis;
        share.Realized += usd - basis;
        if (share.Amount == 0) state.Shares.Remove(owner);

        vault.Wallet(Main).Cash -= usd;
        owner.Wallet(Main).Cash += usd - commission;
        venue.Transfers.Tell(context, vault, writer => writer.WriteTexts(
            ("type", "vaultWithdraw"), ("vault", vault.Address.ToLowerHex()), ("user", owner.Address.ToLowerHex()), ("requestedUsd", WireText.Of(usd)),
            ("commission", WireText.Of(commission)), ("closingCost", "0.0"), ("basis", WireText.Of(basis)), ("netWithdrawnUsd", WireText.Of(usd - commission))), owner);
        if (commission > 0)
        {
            state.Leader.Wallet(Main).Cash += commission;
            venue.Transfers.Tell(context, state.Leader, writer => writer.WriteTexts(
                ("type", "vaultLeaderCommission"), ("user", owner.Address.ToLowerHex()), ("usdc", WireText.Of(commission))), state.Leader);
        }

        return null;
    }

    private string? Registered(CatalogueAction action, out Account? vault)
    {
        var address = action["vaultAddress"].Address;
        vault = venue.Account(address);
        return vault?.Vault is null ? $"Vault not registered: {address.ToLowerHex()}" : null;
    }

    private string? Led(in ActionContext context, CatalogueAction action, out Account? vault) =>
        Registered(action, out vault) ?? (vault!.Vault!.Leader == context.Owner ? null : NotLeader);
}
