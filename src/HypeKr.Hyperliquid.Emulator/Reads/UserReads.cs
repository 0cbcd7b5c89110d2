using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about one address beside its balances and orders: settings, fees, limits, sub-accounts, referrals, the aggregate.</summary>
internal sealed class UserReads(Venue venue)
{
    private readonly AccountReads _accounts = new(venue);
    private readonly ContextReads _contexts = new(venue);
    private readonly VaultReads _vaults = new(venue);

    public EmulatorReply? Handle(string type, WireShape request) => type switch
    {
        "batchClearinghouseStates" => BatchStates(request),
        "userFees" => Of(request, Fees),
        "userRateLimit" => Of(request, RateLimit),
        "subAccounts" => Of(request, (user, writer) => SubAccounts(user, writer, allDexs: false)),
        "subAccounts2" => Of(request, (user, writer) => SubAccounts(user, writer, allDexs: true)),
        "userAbstraction" => Of(request, static (user, writer) => writer.WriteStringValue(user?.Settings.Abstraction ?? "default")),
        "userDexAbstraction" => Of(request, static (user, writer) => WriteFlag(writer, user?.Settings.DexAbstraction)),
        "approvedBuilders" => Of(request, ApprovedBuilders),
        "maxBuilderFee" => MaxBuilderFee(request),
        "userToMultiSigSigners" => Of(request, Multisig),
        "portfolio" => Of(request, (user, writer) => WritePortfolio(venue, user, writer)),
        "preTransferCheck" => PreTransferCheck(request),
        "legalCheck" => Of(request, static (_, writer) => Legal(writer)),
        "isVip" => Of(request, static (user, writer) => WriteFlag(writer, user is null ? null : false)),
        "referral" => Of(request, Referral),
        "webData2" => WebData(request),
        "spotDeployState" => Of(request, (_, writer) => SpotDeployState(writer)),
        _ => null,
    };

    /// <summary>An account's value over the periods of <c>portfolio</c>: what it is now, since no history of it is kept.</summary>
    public static void WritePortfolio(Venue venue, Account? user, Utf8JsonWriter writer)
    {
        var perps = user?.Wallets.Sum(w => w.Value.AccountValue) ?? 0;
        var spot = user?.Balances.Sum(b => Math.Round(b.Value.Total * venue.Lending.Price(b.Key), 8)) ?? 0;
        var pnl = user?.Fills.Sum(f => f.ClosedPnl - (f.Asset is TradedPerp ? f.Fee : 0)) ?? 0;
        writer.WriteStartArray();
        foreach (var name in (string[])["day", "week", "month", "allTime", "perpDay", "perpWeek", "perpMonth", "perpAllTime"])
        {
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            writer.WriteStartObject();
            Point("accountValueHistory", name.StartsWith("perp", StringComparison.Ordinal) ? perps : perps + spot);
            Point("pnlHistory", pnl);
            writer.WriteString("vlm", WireText.Of(user?.Volume ?? 0));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();

        void Point(string name, decimal value)
        {
            writer.WriteStartArray(name);
            writer.WriteStartArray();
            writer.WriteNumberValue(venue.Now);
            writer.WriteStringValue(WireText.Of(value));
            writer.WriteEndArray();
            writer.WriteEndArray();
        }
    }

    private Account? User(WireShape request) => venue.Account(request.Member("user").Address());

    private EmulatorReply Of(WireShape request, Action<Account?, Utf8JsonWriter> write)
    {
        var user = User(request);
        return JsonReply.Of(writer => write(user, writer));
    }

    private EmulatorReply BatchStates(WireShape request)
    {
        var users = request.Member("users").Items(u => u.Address());
        return InfoDesk.InDex(venue, request, (dex, writer) =>
        {
            writer.WriteStartArray();
            foreach (var user in users) _accounts.ClearinghouseState(venue.Account(user), dex, writer);
            writer.WriteEndArray();
        });
    }

    private void Fees(Account? user, Utf8JsonWriter writer)
    {
        const int Days = 15;
        const long Day = 24L * 60 * 60 * 1000;
        var volume = user?.Traded.Weighted(venue.Now) ?? 0;
        var (perp, spot) = (venue.Schedule.Perp(volume), venue.Schedule.Spot(volume));
        var (referral, staking) = user is null ? (0m, 0m) : (FeeSchedule.ReferralDiscount(user), venue.Schedule.StakingDiscount(user));
        if (user is not null && venue.Dexs[0].Universe.FirstOrDefault() is { } anyPerp) perp = venue.Schedule.Of(user, anyPerp, venue.Now);
        if (user is not null && venue.Pairs.Count > 0) spot = venue.Schedule.Of(user, venue.Pairs[0], venue.Now);
        var (basePerp, baseSpot) = (venue.Schedule.Perp(0), venue.Schedule.Spot(0));
        var today = venue.Now - venue.Now % Day;

        writer.WriteStartObject();
        writer.WriteStartArray("dailyUserVlm");
        for (var i = Days - 1; i >= 0; i--)
        {
            var start = today - i * Day;
            var own = user?.Traded.Days.FirstOrDefault(d => d.Start == start);
            var all = venue.Accounts.SelectMany(a => a.Traded.Days).Where(d => d.Start == start).Sum(d => d.PerpTaker + d.SpotTaker);
            writer.WriteStartObject();
            writer.WriteTexts(
                ("date", DateTimeOffset.FromUnixTimeMilliseconds(start).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("userCross", WireText.Of((own?.PerpTaker ?? 0) + (own?.SpotTaker ?? 0))),
                ("userAdd", WireText.Of((own?.PerpMaker ?? 0) + (own?.SpotMaker ?? 0))),
                ("exchange", WireText.Of(all)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("feeSchedule");
        Rates(basePerp, baseSpot);
        writer.WriteStartObject("tiers");
        writer.WriteStartArray("vip");
        foreach (var tier in FeeSchedule.Tiers)
        {
            writer.WriteStartObject();
            writer.WriteString("ntlCutoff", WireText.Of(tier.Volume));
            Rates(tier.Perp, tier.Spot);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("mm");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteString("referralDiscount", WireText.Of(FeeSchedule.ReferredDiscount));
        writer.WriteStartArray("stakingDiscountTiers");
        Discount(0, 0);
        foreach (var (stake, discount) in FeeSchedule.StakeTiers) Discount(stake, discount);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteTexts(
            ("userCrossRate", WireText.Of(perp.Taker)), ("userAddRate", WireText.Of(perp.Maker)),
            ("userSpotCrossRate", WireText.Of(spot.Taker)), ("userSpotAddRate", WireText.Of(spot.Maker)), ("activeReferralDiscount", WireText.Of(referral)));
        writer.WriteNull("trial");
        writer.WriteString("feeTrialEscrow", "0.0");
        writer.WriteNull("nextTrialAvailableTimestamp");
        StakingLink(user?.Settings, writer);
        writer.WritePropertyName("activeStakingDiscount");
        Discount(user is null ? 0 : venue.Schedule.Stake(user), staking);
        writer.WriteEndObject();

        void Rates(FeeRates p, FeeRates s) => writer.WriteTexts(
            ("cross", WireText.Of(p.Taker)), ("add", WireText.Of(p.Maker)), ("spotCross", WireText.Of(s.Taker)), ("spotAdd", WireText.Of(s.Maker)));

        // A stake of HYPE, of which there are a billion at most.
        void Discount(decimal stake, decimal discount)
        {
            writer.WriteStartObject();
            writer.WriteTexts(("bpsOfMaxSupply", WireText.Of(stake / 100_000)), ("discount", WireText.Of(discount)));
            writer.WriteEndObject();
        }
    }

    private static void StakingLink(AccountSettings? settings, Utf8JsonWriter writer)
    {
        if (settings is null || (settings.StakingUser is null && settings.TradingUser is null))
        {
            writer.WriteNull("stakingLink");
            return;
        }

        writer.WriteStartObject("stakingLink");
        if (settings.TradingUser is { } trading) writer.WriteTexts(("type", "stakingUser"), ("tradingUser", trading.ToLowerHex()));
        else writer.WriteTexts(("type", settings.IsLinkGranted ? "tradingUser" : "requested"), ("stakingUser", settings.StakingUser!.Value.ToLowerHex()));
        writer.WriteEndObject();
    }

    private static void RateLimit(Account? user, Utf8JsonWriter writer)
    {
        var volume = user?.Volume ?? 0;
        writer.WriteStartObject();
        writer.WriteString("cumVlm", WireText.Of(volume));
        writer.WriteNumber("nRequestsUsed", user?.Requests.Used ?? 0);
        writer.WriteNumber("nRequestsCap", RequestBudget.Cap(volume) + (user?.Requests.Bought ?? 0));
        writer.WriteNumber("nRequestsSurplus", 0);
        writer.WriteEndObject();
    }

    private void SubAccounts(Account? user, Utf8JsonWriter writer, bool allDexs)
    {
        var subs = user is null ? [] : venue.SubAccounts(user).ToArray();
        if (subs.Length == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var sub in subs)
        {
            writer.WriteStartObject();
            writer.WriteTexts(("name", sub.Name), ("subAccountUser", sub.Address.ToLowerHex()), ("master", user!.Address.ToLowerHex()));
            if (allDexs)
            {
                writer.WriteStartArray("dexToClearinghouseState");
                foreach (var dex in venue.Dexs)
                {
                    writer.WriteStartArray();
                    writer.WriteStringValue(dex.Name);
                    _accounts.ClearinghouseState(sub, dex, writer);
                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }
            else
            {
                writer.WritePropertyName("clearinghouseState");
                _accounts.ClearinghouseState(sub, venue.Dexs[0], writer);
            }

            writer.WritePropertyName("spotState");
            AccountReads.SpotClearinghouseState(sub, writer);
            if (allDexs && sub.Settings.Abstraction is { } abstraction) writer.WriteString("abstraction", abstraction);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void ApprovedBuilders(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var builder in (user?.BuilderFees.Keys ?? Enumerable.Empty<EthereumAddress>()).Order()) writer.WriteStringValue(builder.ToLowerHex());
        writer.WriteEndArray();
    }

    private EmulatorReply MaxBuilderFee(WireShape request)
    {
        var (user, builder) = (User(request), request.Member("builder").Address());
        return JsonReply.Of(writer => writer.WriteNumberValue(user?.BuilderFees.GetValueOrDefault(builder) ?? 0));
    }

    private static void Multisig(Account? user, Utf8JsonWriter writer)
    {
        if (user?.Multisig is not { } rule)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("authorizedUsers");
        foreach (var signer in rule.Signers) writer.WriteStringValue(signer.ToLowerHex());
        writer.WriteEndArray();
        writer.WriteNumber("threshold", rule.Threshold);
        writer.WriteEndObject();
    }

    private EmulatorReply PreTransferCheck(WireShape request)
    {
        var user = User(request);
        _ = request.Member("source").Address();
        return JsonReply.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("fee", WireText.Of(user is null ? Transfers.ActivationFee : 0));
            writer.WriteBoolean("isSanctioned", false);
            writer.WriteBoolean("userExists", user is not null);
            writer.WriteBoolean("userHasSentTx", user?.Requests.Used > 0);
            writer.WriteEndObject();
        });
    }

    private static void Legal(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("acceptedTerms", true);
        writer.WriteBoolean("userAllowed", true);
        writer.WriteString("restrictions", "n");
        writer.WriteEndObject();
    }

    private void Referral(Account? user, Utf8JsonWriter writer)
    {
        var referral = user?.Referral ?? new ReferralState();
        writer.WriteStartObject();
        if (referral.Referrer is { } referrer)
        {
            writer.WriteStartObject("referredBy");
            writer.WriteTexts(("referrer", referrer.Address.ToLowerHex()), ("code", referrer.Referral.Code!));
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("referredBy");
        }

        writer.WriteTexts(
            ("cumVlm", WireText.Of(user?.Volume ?? 0)),
            ("unclaimedRewards", WireText.Of(referral.UnclaimedReferral)),
            ("claimedRewards", WireText.Of(referral.Claimed)),
            ("builderRewards", WireText.Of(referral.UnclaimedBuilder)));
        writer.WriteStartObject("referrerState");
        if (referral.Code is { } code)
        {
            writer.WriteString("stage", "ready");
            writer.WriteStartObject("data");
            writer.WriteString("code", code);
            writer.WriteNumber("nReferrals", referral.Referred.Count);
            writer.WriteStartArray("referralStates");
            foreach (var referred in referral.Referred)
            {
                var earned = WireText.Of(referral.EarnedFrom.GetValueOrDefault(referred));
                writer.WriteStartObject();
                writer.WriteTexts(
                    ("cumVlm", WireText.Of(referred.Volume)),
                    ("cumRewardedFeesSinceReferred", WireText.Of(referral.EarnedFrom.GetValueOrDefault(referred) / Referrals.RewardShare)),
                    ("cumFeesRewardedToReferrer", earned));
                writer.WriteNumber("timeJoined", referred.Referral.ReferredAt);
                writer.WriteString("user", referred.Address.ToLowerHex());
                writer.WriteStartArray("tokenToState");
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("stage", "needToCreateCode");
        }

        writer.WriteEndObject();
        writer.WriteStartArray("rewardHistory");
        writer.WriteEndArray();
        writer.WriteStartArray("tokenToState");
        writer.WriteStartArray();
        writer.WriteNumberValue(venue.Dexs[0].Collateral.Index!.Value);
        writer.WriteStartObject();
        writer.WriteTexts(
            ("cumVlm", WireText.Of(user?.Volume ?? 0)),
            ("unclaimedRewards", WireText.Of(referral.UnclaimedReferral)),
            ("claimedRewards", WireText.Of(referral.Claimed)),
            ("builderRewards", WireText.Of(referral.UnclaimedBuilder)));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private EmulatorReply WebData(WireShape request)
    {
        var address = request.Member("user").Address();
        var user = venue.Account(address);
        var main = venue.Dexs[0];
        return JsonReply.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("clearinghouseState");
            _accounts.ClearinghouseState(user, main, writer);
            writer.WritePropertyName("leadingVaults");
            _vaults.LeadingVaults(user, writer);
            writer.WriteString("totalVaultEquity", WireText.Of(_vaults.TotalEquity(user)));
            writer.WritePropertyName("openOrders");
            OrderReads.FrontendOpenOrders(user, main.Name, writer);
            WriteAgent(user, writer);
            writer.WriteString("cumLedger", WireText.Of(user is null ? 0 : venue.NetDeposits(user)));
            writer.WritePropertyName("meta");
            MarketReads.Meta(main, writer);
            writer.WritePropertyName("assetCtxs");
            _contexts.WriteContexts(main, writer);
            writer.WriteNumber("serverTime", venue.Now);
            writer.WriteBoolean("isVault", user?.Vault is not null);
            writer.WriteString("user", address.ToLowerHex());
            writer.WriteStartArray("twapStates");
            foreach (var twap in user is null ? [] : venue.Twaps.Live(user))
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(twap.Id);
                twap.WriteState(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WritePropertyName("spotState");
            AccountReads.SpotClearinghouseState(user, writer);
            writer.WritePropertyName("spotAssetCtxs");
            _contexts.WriteSpotContexts(writer);
            if (user?.Settings.OptsOutOfDusting == true) writer.WriteBoolean("optOutOfSpotDusting", true);
            writer.WritePropertyName("perpsAtOpenInterestCap");
            ContextReads.WriteCapped(main, writer);
            writer.WriteEndObject();
        });
    }

    /// <summary>The agent without a name.</summary>
    private void WriteAgent(Account? user, Utf8JsonWriter writer)
    {
        var (address, agent) = venue.Agents.FirstOrDefault(a => a.Value.Master == user && a.Value.Name.Length == 0 && !(a.Value.ValidUntil < venue.Now));
        writer.WriteString("agentAddress", agent is null ? null : address.ToLowerHex());
        if (agent?.ValidUntil is { } until) writer.WriteNumber("agentValidUntil", until);
        else writer.WriteNull("agentValidUntil");
    }

    private void SpotDeployState(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("states");
        writer.WriteEndArray();
        writer.WritePropertyName("gasAuction");
        VenueReads.WriteAuction(venue.Now, writer);
        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, bool? flag)
    {
        if (flag is { } value) writer.WriteBooleanValue(value);
        else writer.WriteNullValue();
    }
}
