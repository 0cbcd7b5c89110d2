using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about vaults, stakes and loans.</summary>
internal sealed class VaultReads(Venue venue)
{
    private const long Day = 24L * 60 * 60 * 1000;
    private const long SummaryAge = 2L * 60 * 60 * 1000;

    public EmulatorReply? Handle(string type, WireShape request) => type switch
    {
        "vaultDetails" => Details(request),
        "vaultSummaries" => JsonReply.Of(Summaries),
        "leadingVaults" => Of(request, LeadingVaults),
        "userVaultEquities" => Of(request, Equities),
        "delegations" => Of(request, Delegations),
        "delegatorSummary" => Of(request, Summary),
        "delegatorHistory" => Of(request, static (user, writer) => JsonReply.WriteRows(writer, user?.Staking.History.AsEnumerable().Reverse())),
        "delegatorRewards" => Of(request, static (_, writer) => JsonReply.EmptyList(writer)),
        "borrowLendUserState" => Of(request, Loans),
        "userBorrowLendInterest" => Interest(request),
        "borrowLendReserveState" => Reserve(request),
        "allBorrowLendReserveStates" => JsonReply.Of(Reserves),
        _ => null,
    };

    public void LeadingVaults(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var vault in venue.Accounts.Where(a => a.Vault is { IsClosed: false } v && v.Leader == user))
        {
            writer.WriteStartObject();
            writer.WriteTexts(("address", vault.Address.ToLowerHex()), ("name", vault.Vault!.Name));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public decimal TotalEquity(Account? user) => Shares(user).Sum(s => venue.Vaults.Equity(s.Vault, s.Share));

    private EmulatorReply Of(WireShape request, Action<Account?, Utf8JsonWriter> write)
    {
        var user = venue.Account(request.Member("user").Address());
        return JsonReply.Of(writer => write(user, writer));
    }

    private IEnumerable<(Account Vault, VaultShare Share)> Shares(Account? user)
    {
        foreach (var vault in venue.Accounts)
        {
            if (user is not null && vault.Vault?.Shares.TryGetValue(user, out var share) == true) yield return (vault, share);
        }
    }

    private void Equities(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (vault, share) in Shares(user))
        {
            writer.WriteStartObject();
            writer.WriteTexts(("vaultAddress", vault.Address.ToLowerHex()), ("equity", WireText.Of(venue.Vaults.Equity(vault, share))));
            writer.WriteNumber("lockedUntilTimestamp", share.LockedUntil);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private EmulatorReply Details(WireShape request)
    {
        var address = request.Member("vaultAddress").Address();
        var asking = request.Optional("user")?.Address();
        if (venue.Account(address) is not { Vault: { } state } vault) return JsonReply.Of(static writer => writer.WriteNullValue());
        return JsonReply.Of(writer =>
        {
            var (wallet, total) = (vault.Wallet(venue.Dexs[0]), state.TotalShares);
            writer.WriteStartObject();
            writer.WriteTexts(("name", state.Name), ("vaultAddress", address.ToLowerHex()), ("leader", state.Leader.Address.ToLowerHex()), ("description", state.Description));
            writer.WritePropertyName("portfolio");
            UserReads.WritePortfolio(venue, vault, writer);
            writer.WriteNumber("apr", 0);
            writer.WritePropertyName("followerState");
            if (asking is { } a && venue.Account(a) is { } follower && state.Shares.TryGetValue(follower, out var own)) WriteFollower(writer, vault, follower.Address.ToLowerHex(), own);
            else writer.WriteNullValue();
            writer.WriteNumber("leaderFraction", total == 0 ? 0 : Math.Round((state.Shares.GetValueOrDefault(state.Leader)?.Amount ?? 0) / total, 8));
            writer.WriteNumber("leaderCommission", 0.1m);
            writer.WriteStartArray("followers");
            foreach (var (owner, share) in state.Shares) WriteFollower(writer, vault, owner == state.Leader ? "Leader" : owner.Address.ToLowerHex(), share);
            writer.WriteEndArray();
            writer.WriteNumber("maxDistributable", wallet.Withdrawable);
            writer.WriteNumber("maxWithdrawable", wallet.Withdrawable);
            writer.WriteBoolean("isClosed", state.IsClosed);
            WriteRelationship(writer);
            writer.WriteBoolean("allowDeposits", state.AllowsDeposits);
            writer.WriteBoolean("alwaysCloseOnWithdraw", state.AlwaysClosesOnWithdraw);
            writer.WriteEndObject();
        });
    }

    private void WriteFollower(Utf8JsonWriter writer, Account vault, string user, VaultShare share)
    {
        var equity = venue.Vaults.Equity(vault, share);
        writer.WriteStartObject();
        writer.WriteTexts(
            ("user", user), ("vaultEquity", WireText.Of(equity)), ("pnl", WireText.Of(equity - share.Basis)), ("allTimePnl", WireText.Of(equity - share.Basis + share.Realized)));
        writer.WriteNumber("daysFollowing", (venue.Now - share.EnteredAt) / Day);
        writer.WriteNumber("vaultEntryTime", share.EnteredAt);
        writer.WriteNumber("lockupUntil", share.LockedUntil);
        writer.WriteEndObject();
    }

    private void Summaries(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var vault in venue.Accounts.Where(a => a.Vault is { } v && v.CreatedAt > venue.Now - SummaryAge))
        {
            writer.WriteStartObject();
            writer.WriteTexts(
                ("name", vault.Vault!.Name), ("vaultAddress", vault.Address.ToLowerHex()), ("leader", vault.Vault.Leader.Address.ToLowerHex()),
                ("tvl", WireText.Of(vault.Wallet(venue.Dexs[0]).AccountValue)));
            writer.WriteBoolean("isClosed", vault.Vault.IsClosed);
            WriteRelationship(writer);
            writer.WriteNumber("createTimeMillis", vault.Vault.CreatedAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRelationship(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("relationship");
        writer.WriteString("type", "normal");
        writer.WriteEndObject();
    }

    private static void Delegations(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var delegation in user?.Staking.Delegations.Values ?? Enumerable.Empty<Delegation>())
        {
            writer.WriteStartObject();
            writer.WriteTexts(("validator", delegation.Validator.ToLowerHex()), ("amount", WireText.Of(delegation.Amount)));
            writer.WriteNumber("lockedUntilTimestamp", delegation.LockedUntil);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Summary(Account? user, Utf8JsonWriter writer)
    {
        var stake = user?.Staking ?? new StakingState();
        writer.WriteStartObject();
        writer.WriteTexts(("delegated", WireText.Of(stake.Delegated)), ("undelegated", WireText.Of(stake.Undelegated)), ("totalPendingWithdrawal", WireText.Of(stake.Pending)));
        writer.WriteNumber("nPendingWithdrawals", stake.Withdrawals.Count);
        writer.WriteEndObject();
    }

    private static void Loans(Account? user, Utf8JsonWriter writer)
    {
        var lending = user?.Lending ?? new LendingState();
        writer.WriteStartObject();
        writer.WriteStartArray("tokenToState");
        foreach (var token in lending.Supplied.Keys.Union(lending.Borrowed.Keys).OrderBy(t => t.Index))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(token.Index!.Value);
            writer.WriteStartObject();
            Amounts("borrow", lending.Borrowed.GetValueOrDefault(token));
            Amounts("supply", lending.Supplied.GetValueOrDefault(token));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteString("health", "healthy");
        writer.WriteNull("healthFactor");
        writer.WriteEndObject();

        void Amounts(string name, decimal amount)
        {
            writer.WriteStartObject(name);
            writer.WriteTexts(("basis", WireText.Of(amount)), ("value", WireText.Of(amount)));
            writer.WriteEndObject();
        }
    }

    private static EmulatorReply Interest(WireShape request)
    {
        _ = request.Member("user").Address();
        _ = request.Member("startTime").Long();
        return JsonReply.Of(JsonReply.EmptyList);
    }

    private EmulatorReply Reserve(WireShape request)
    {
        var index = request.Member("token").Unsigned();
        return venue.Tokens.FirstOrDefault(t => (ulong)t.Seed.Index == index) is { } token ? JsonReply.Of(writer => WriteReserve(token, writer)) : InfoDesk.Unknown();
    }

    private void Reserves(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var token in venue.Tokens)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(token.Seed.Index);
            WriteReserve(token, writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private void WriteReserve(VenueToken token, Utf8JsonWriter writer)
    {
        var (supplied, borrowed) = (venue.Accounts.Sum(a => a.Lending.Supplied.GetValueOrDefault(token.Token)), venue.Accounts.Sum(a => a.Lending.Borrowed.GetValueOrDefault(token.Token)));
        writer.WriteStartObject();
        writer.WriteTexts(
            ("borrowYearlyRate", "0.0"), ("supplyYearlyRate", "0.0"), ("balance", WireText.Of(venue.Lending.Pool.GetValueOrDefault(token.Token))),
            ("utilization", WireText.Rounded(supplied == 0 ? 0 : borrowed / supplied)), ("oraclePx", WireText.Of(venue.Lending.Price(token.Token))),
            ("ltv", WireText.Of(Lending.LoanToValue)), ("totalSupplied", WireText.Of(supplied)), ("totalBorrowed", WireText.Of(borrowed)));
        writer.WriteEndObject();
    }
}
