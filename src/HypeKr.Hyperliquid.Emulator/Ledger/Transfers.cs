using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Moves money between accounts, dexs and spot, and out of the venue. Each method gives null, or the venue's text.</summary>
/// <remarks>An action that is refused has moved nothing. What moves is told to both sides in <c>userNonFundingLedgerUpdates</c>.</remarks>
internal sealed class Transfers(Venue venue)
{
    private const string NoWithdrawal = "Insufficient balance for withdrawal.";
    private const string NoTransfer = "Insufficient balance for token transfer.";
    private const string NoGas = "Insufficient balance for token transfer gas.";
    private const string Unified = "Action disabled when unified account is active";
    private const decimal MicroUnits = 1_000_000m;
    private const int UsdDecimals = 8;

    /// <summary>What the bridge takes of a withdrawal, in USDC.</summary>
    public const decimal WithdrawalFee = 1;

    /// <summary>What it costs to send to an address that the venue has not seen, in USDC.</summary>
    public const decimal ActivationFee = 1;

    private Token Usdc => venue.Dexs[0].Collateral;

    public string? UsdSend(in ActionContext context, CatalogueAction action)
    {
        var (from, destination, amount) = (context.Owner, action["destination"].Address, action["amount"].Decimal.Value);
        if (CheckAmount(amount, UsdDecimals) is { } invalid) return invalid;
        if (CheckDestination(destination) is { } refused) return refused;
        if (destination == from.Address) return "Cannot self-transfer.";

        var fee = Activation(destination);
        var purse = new Purse(from, venue.Dexs[0], Usdc);
        if (purse.Free < amount + fee) return NoWithdrawal;

        var to = venue.CreateAccount(destination);
        Pay(purse, purse with { Account = to }, amount, fee);
        Tell(context, to, writer =>
        {
            writer.WriteTexts(("type", "internalTransfer"), ("usdc", WireText.Of(amount)));
            Parties(writer, from, to);
            writer.WriteString("fee", WireText.Of(fee));
        });
        return null;
    }

    public string? SpotSend(in ActionContext context, CatalogueAction action)
    {
        if (venue.TokenNamed(action["token"].Text) is not { } token) return UnknownToken(action["token"].Text);
        return SendSpot(context, context.Owner, action["destination"].Address, token, action["amount"].Decimal.Value);
    }

    public string? UsdClassTransfer(in ActionContext context, CatalogueAction action)
    {
        ActionCatalogue.TrySplitClassAmount(action["amount"].Text, out var parsed, out var subAccount);
        var account = context.Owner;
        if (subAccount is { } address)
        {
            if (venue.Account(address) is not { } sub || sub.Master != context.Owner) return NotRegistered(address, context.Owner);
            account = sub;
        }

        if (account.Settings.Abstraction is "unifiedAccount" or "portfolioMargin") return Unified;
        var (amount, toPerp) = (parsed.Value, action["toPerp"].Flag);
        if (CheckAmount(amount, UsdDecimals) is { } invalid) return invalid;

        var (perp, spot) = (new Purse(account, venue.Dexs[0], Usdc), new Purse(account, null, Usdc));
        var (from, to) = toPerp ? (spot, perp) : (perp, spot);
        if (from.Free < amount) return toPerp ? NoTransfer : NoWithdrawal;

        Pay(from, to, amount, 0);
        Tell(context, account, writer =>
        {
            writer.WriteTexts(("type", "accountClassTransfer"), ("usdc", WireText.Of(amount)));
            writer.WriteBoolean("toPerp", toPerp);
        }, account);
        return null;
    }

    public string? Withdraw(in ActionContext context, CatalogueAction action)
    {
        var (account, amount, nonce) = (context.Owner, action["amount"].Decimal.Value, context.Nonce);
        if (CheckAmount(amount, UsdDecimals) is { } invalid) return invalid;

        var purse = new Purse(account, venue.Dexs[0], Usdc);
        if (amount <= WithdrawalFee || purse.Free < amount) return NoWithdrawal;

        // The fee is inside of the amount: what arrives on the other chain is one dollar less.
        purse.Take(amount);
        venue.CountWithdrawal(account, amount, WithdrawalFee);
        new Purse(venue.Fees, purse.Dex, purse.Token).Add(WithdrawalFee);
        Tell(context, account, writer =>
        {
            writer.WriteTexts(("type", "withdraw"), ("usdc", WireText.Of(amount - WithdrawalFee)));
            writer.WriteNumber("nonce", nonce);
            writer.WriteString("fee", WireText.Of(WithdrawalFee));
        }, account);
        return null;
    }

    /// <summary><c>sendAsset</c>, and <c>agentSendAsset</c>, which may only move what stays with its account.</summary>
    public string? SendAsset(in ActionContext context, CatalogueAction action, bool byAgent)
    {
        var account = context.Owner;
        if (action["fromSubAccount"] is AddressNode { Value: var address })
        {
            if (venue.Account(address) is not { } sub || sub.Master != context.Owner) return NotRegistered(address, context.Owner);
            account = sub;
        }

        var destination = action["destination"].Address;
        if (byAgent && destination != account.Address) return "Destination must be the source account.";
        var (sourceName, targetName, amount, nonce) = (action["sourceDex"].Text, action["destinationDex"].Text, action["amount"].Decimal.Value, context.Nonce);
        if (venue.TokenNamed(action["token"].Text) is not { } token) return UnknownToken(action["token"].Text);
        if (Find(account, sourceName, token.Token) is not { } source) return WrongDex(sourceName, token.Token);
        if (Find(account, targetName, token.Token) is not { } target) return WrongDex(targetName, token.Token);
        if (CheckAmount(amount, token.Seed.WeiDecimals) is { } invalid) return invalid;
        if (CheckDestination(destination) is { } refused) return refused;
        if (destination == account.Address && source.Dex == target.Dex) return "Cannot self-transfer.";

        var fee = Activation(destination);
        if (WhyNot(source, amount, fee, NoTransfer) is { } poor) return poor;

        var to = venue.CreateAccount(destination);
        PayWithFee(source, target with { Account = to }, amount, fee);
        var value = ValueOf(token.Token, amount);
        Tell(context, to, writer =>
        {
            writer.WriteString("type", "send");
            Parties(writer, account, to);
            writer.WriteTexts(
                ("sourceDex", source.Name), ("destinationDex", target.Name), ("token", token.Token.Name), ("amount", WireText.Of(amount)),
                ("usdcValue", WireText.Of(value)), ("fee", WireText.Of(fee)), ("nativeTokenFee", "0.0"));
            writer.WriteNumber("nonce", nonce);
            writer.WriteString("feeToken", Usdc.Name);
        }, account);
        return null;
    }

    /// <summary>Takes money to the other chain: it leaves the venue.</summary>
    public string? SendToEvm(in ActionContext context, CatalogueAction action)
    {
        var (account, amount, nonce, sourceName) = (context.Owner, action["amount"].Decimal.Value, context.Nonce, action["sourceDex"].Text);
        if (venue.TokenNamed(action["token"].Text) is not { } token) return UnknownToken(action["token"].Text);
        if (Find(account, sourceName, token.Token) is not { } source) return WrongDex(sourceName, token.Token);
        if (CheckAmount(amount, token.Seed.WeiDecimals) is { } invalid) return invalid;
        if (source.Free < amount) return NoTransfer;

        source.Take(amount);
        venue.CountDeposit(token.Token, -amount);
        var value = ValueOf(token.Token, amount);
        Tell(context, account, writer =>
        {
            // The token's system address on the other chain: 0x20, zeros, its index.
            var system = $"0x20{token.Token.Index!.Value.ToString("x38", System.Globalization.CultureInfo.InvariantCulture)}";
            writer.WriteTexts(
                ("type", "send"), ("user", account.Address.ToLowerHex()), ("destination", system), ("sourceDex", source.Name), ("destinationDex", "spot"),
                ("token", token.Token.Name), ("amount", WireText.Of(amount)), ("usdcValue", WireText.Of(value)), ("fee", "0.0"), ("nativeTokenFee", "0.0"));
            writer.WriteNumber("nonce", nonce);
            writer.WriteString("feeToken", Usdc.Name);
        }, account);
        return null;
    }

    public string? SubAccountTransfer(in ActionContext context, CatalogueAction action)
    {
        if (SubAccount(context.Owner, action["subAccountUser"].Address, out var sub) is { } refused) return refused;
        var amount = action["usd"].Unsigned / MicroUnits;
        var (master, isDeposit) = (context.Owner, action["isDeposit"].Flag);
        var (from, to) = isDeposit ? (master, sub!) : (sub!, master);
        if (amount == 0) return $"Invalid sub-account transfer from {from.Address.ToLowerHex()} to {to.Address.ToLowerHex()}.";
        var purse = new Purse(from, venue.Dexs[0], Usdc);
        if (purse.Free < amount) return NoWithdrawal;

        Pay(purse, purse with { Account = to }, amount, 0);
        Tell(context, to, writer =>
        {
            writer.WriteTexts(("type", "subAccountTransfer"), ("usdc", WireText.Of(amount)));
            Parties(writer, from, to);
        }, from);
        return null;
    }

    public string? SubAccountSpotTransfer(in ActionContext context, CatalogueAction action)
    {
        if (SubAccount(context.Owner, action["subAccountUser"].Address, out var sub) is { } refused) return refused;
        if (venue.TokenNamed(action["token"].Text) is not { } token) return UnknownToken(action["token"].Text);
        var (from, to) = action["isDeposit"].Flag ? (context.Owner, sub!) : (sub!, context.Owner);
        return SendSpot(context, from, to.Address, token, action["amount"].Decimal.Value);
    }

    /// <summary>Writes the row of a change of balances, and tells it to both accounts.</summary>
    public void Tell(in ActionContext context, Account other, Action<Utf8JsonWriter> writeDelta, Account? from = null)
    {
        var (hash, first) = (context.Hash, from ?? context.Owner);
        var row = JsonRow.Of(venue.Now, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", venue.Now);
            writer.WriteString("hash", hash.ToString());
            writer.WriteStartObject("delta");
            writeDelta(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        Add(first);
        if (other != first) Add(other);

        void Add(Account account)
        {
            account.LedgerUpdates.Add(row);
            venue.Events.LedgerChanged(account, row.Write);
            venue.Events.AccountChanged(account);
        }
    }

    /// <summary>Where the money of a dex, or of <c>spot</c>, is; null when the dex is unknown or has another collateral.</summary>
    private Purse? Find(Account account, string name, Token token)
    {
        if (name == "spot") return new Purse(account, null, token);
        return venue.Dex(name) is { } dex && dex.Collateral == token ? new Purse(account, dex, token) : null;
    }

    private string? SendSpot(in ActionContext context, Account from, EthereumAddress destination, VenueToken token, decimal amount)
    {
        if (CheckAmount(amount, token.Seed.WeiDecimals) is { } invalid) return invalid;
        if (CheckDestination(destination) is { } refused) return refused;
        if (destination == from.Address) return "Cannot self-transfer.";

        var fee = Activation(destination);
        var purse = new Purse(from, null, token.Token);
        if (WhyNot(purse, amount, fee, NoTransfer) is { } poor) return poor;

        var to = venue.CreateAccount(destination);
        PayWithFee(purse, purse with { Account = to }, amount, fee);
        var (value, nonce) = (ValueOf(token.Token, amount), context.Nonce);
        Tell(context, to, writer =>
        {
            writer.WriteTexts(("type", "spotTransfer"), ("token", token.Token.Name), ("amount", WireText.Of(amount)), ("usdcValue", WireText.Of(value)));
            Parties(writer, from, to);
            writer.WriteTexts(("fee", WireText.Of(fee)), ("nativeTokenFee", "0.0"));
            writer.WriteNumber("nonce", nonce);
            writer.WriteString("feeToken", Usdc.Name);
        }, from);
        return null;
    }

    private string? WhyNot(Purse source, decimal amount, decimal fee, string poor)
    {
        if (source.Token == Usdc) return source.Free < amount + fee ? poor : null;
        if (source.Free < amount) return poor;
        return fee > 0 && source.Account.Available(Usdc) < fee ? NoGas : null;
    }

    /// <summary>The fee is in USDC: from the same purse where it holds that, else from spot.</summary>
    private void PayWithFee(Purse from, Purse to, decimal amount, decimal fee)
    {
        Pay(from, to, amount, from.Token == Usdc ? fee : 0);
        if (from.Token == Usdc || fee == 0) return;
        new Purse(from.Account, null, Usdc).Take(fee);
        new Purse(venue.Fees, null, Usdc).Add(fee);
    }

    private void Pay(Purse from, Purse to, decimal amount, decimal fee)
    {
        from.Take(amount + fee);
        to.Add(amount);
        if (fee > 0) new Purse(venue.Fees, from.Dex, from.Token).Add(fee);
    }

    private decimal Activation(EthereumAddress destination) => venue.Account(destination) is null ? ActivationFee : 0;

    private decimal ValueOf(Token token, decimal amount)
    {
        if (token == Usdc) return amount;
        var price = venue.Pairs.FirstOrDefault(p => p.Base.Token == token && p.Quote.Token == Usdc)?.Mid ?? 0;
        return Math.Round(amount * price, 8);
    }

    private string? CheckDestination(EthereumAddress destination) =>
        venue.Agent(destination) is not null ? "Cannot transfer to an API wallet." : null;

    private string? SubAccount(Account master, EthereumAddress address, out Account? sub)
    {
        sub = venue.Account(address);
        return sub?.Master == master ? null : NotRegistered(address, master);
    }

    private static string? CheckAmount(decimal amount, int decimals) =>
        amount <= 0 || amount != Math.Round(amount, Math.Min(decimals, UsdDecimals)) ? "Invalid amount." : null;

    private static void Parties(Utf8JsonWriter writer, Account from, Account to) =>
        writer.WriteTexts(("user", from.Address.ToLowerHex()), ("destination", to.Address.ToLowerHex()));

    private static string UnknownToken(string text) => $"Unknown token {Short(text)}.";

    private static string WrongDex(string name, Token token) => $"Invalid dex {Short(name)} for {token.Name}.";

    // What somebody else sent is echoed in part only.
    private static string Short(string text) => text.Length <= 48 ? text : $"{text[..48]}...";

    public static string NotRegistered(EthereumAddress sub, Account master) =>
        $"Sub-account {sub.ToLowerHex()} is not registered to {master.Address.ToLowerHex()}";
}
