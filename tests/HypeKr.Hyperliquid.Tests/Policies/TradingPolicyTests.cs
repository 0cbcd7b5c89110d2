using HypeKr.Crypto;
using HypeKr.Hyperliquid.Deployments;
using static HypeKr.Hyperliquid.Tests.SampleActions;

namespace HypeKr.Hyperliquid.Tests;

public sealed class TradingPolicyTests : IDisposable
{
    private static readonly string[] AllTypes = [.. All.Select(sample => sample.Action.Type)];
    private readonly TestVenue _venue = new();

    public void Dispose() => _venue.Dispose();

    [Fact]
    public void Every_action_type_has_a_sample()
    {
        Assert.Equal([typeof(MultisigAction), typeof(RawAction), typeof(RawUserSignedAction)], Missing.OrderBy(type => type.Name));
        Assert.Equal(AllTypes.Length, AllTypes.Distinct().Count());
    }

    [Fact]
    public async Task Every_action_is_allowed_by_its_type_alone_and_denied_without_it()
    {
        foreach (var (action, _) in All)
        {
            await CheckAsync(new TradingPolicy { ActionTypes = [action.Type] }, action);
            var denied = await DeniedAsync(new TradingPolicy { ActionTypes = [.. AllTypes.Except([action.Type])], RawActionTypes = [action.Type] }, action);
            Assert.Equal(nameof(TradingPolicy.ActionTypes), denied.Rule);
            Assert.Equal(action.Type, denied.ActionType);
            Assert.Contains(action.Type, denied.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_action_is_judged_by_the_rules_that_are_about_what_it_does_and_by_no_other()
    {
        var rules = new (Rules Rule, string[] Names, TradingPolicy Strict, TradingPolicy Exact)[]
        {
            (Rules.Coins, ["Coins"], new() { ActionTypes = AllTypes, Coins = ["ETH"] }, new() { ActionTypes = AllTypes, Coins = ["BTC", "xyz:GOLD", "#10", "#11"] }),
            (Rules.Notional, ["MaxOrderNotional"], new() { ActionTypes = AllTypes, MaxOrderNotional = 599.99m }, new() { ActionTypes = AllTypes, MaxOrderNotional = 600.005m }),
            (Rules.Notional, ["MaxActionNotional"], new() { ActionTypes = AllTypes, MaxActionNotional = 599.99m }, new() { ActionTypes = AllTypes, MaxActionNotional = 600.005m }),
            (Rules.Leverage, ["MaxLeverage"], new() { ActionTypes = AllTypes, MaxLeverage = 2.9m }, new() { ActionTypes = AllTypes, MaxLeverage = 3 }),
            (Rules.Destinations, ["Destinations"], new() { ActionTypes = AllTypes, Destinations = [TestVenue.UserAddress] }, new() { ActionTypes = AllTypes, Destinations = [Someone], DestinationChains = [1] }),
            (Rules.Destinations, ["Destinations"], new() { ActionTypes = AllTypes, OtherRecipients = [Someone.ToLowerHex()] }, new() { ActionTypes = AllTypes, OtherRecipients = ["x"], Destinations = [Someone], DestinationChains = [1] }),
            (Rules.BuilderFee, ["MaxBuilderFee"], new() { ActionTypes = AllTypes, MaxBuilderFee = 9 }, new() { ActionTypes = AllTypes, MaxBuilderFee = 10 }),
            (Rules.Delegates, ["Delegates"], new() { ActionTypes = AllTypes, Delegates = [TestVenue.UserAddress] }, new() { ActionTypes = AllTypes, Delegates = [Someone] }),
            (Rules.EvmChain, ["DestinationChains"], new() { ActionTypes = AllTypes, DestinationChains = [2] }, new() { ActionTypes = AllTypes, DestinationChains = [1] }),
            (Rules.UnnamedCoins, ["Coins"], new() { ActionTypes = AllTypes, Coins = ["BTC", "xyz:GOLD", "#10", "#11"] }, new() { ActionTypes = AllTypes }),
        };
        foreach (var (action, applicable) in All)
        {
            foreach (var (rule, names, strict, exact) in rules)
            {
                // What touches coins that it does not name passes no list of them.
                if (applicable.HasFlag(Rules.UnnamedCoins) && rule == Rules.Coins) continue;
                await CheckAsync(exact, action);
                if (!applicable.HasFlag(rule))
                {
                    await CheckAsync(strict, action);
                    continue;
                }

                var denied = await DeniedAsync(strict, action);
                Assert.Contains(denied.Rule, names);
                Assert.NotNull(denied.Value);
                Assert.Contains(denied.Rule, denied.Message, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public async Task A_raw_action_is_denied_unless_its_type_is_named_as_raw()
    {
        foreach (var raw in new ExchangeAction[] { RawAction.Parse("""{"type":"order","orders":[],"grouping":"na"}"""), RawUserSignedAction.Parse("X", [new("nonce", "uint64")], """{"type":"order"}""") })
        {
            var denied = await DeniedAsync(new TradingPolicy { ActionTypes = AllTypes }, raw);
            Assert.Equal(nameof(TradingPolicy.RawActionTypes), denied.Rule);
            await CheckAsync(new TradingPolicy { ActionTypes = [], RawActionTypes = ["order"] }, raw);
            await DeniedAsync(new TradingPolicy { ActionTypes = AllTypes, RawActionTypes = ["noop"] }, raw);
        }
    }

    [Fact]
    public async Task The_action_inside_a_multisig_action_is_judged_too()
    {
        var wrapped = new MultisigAction(TestVenue.UserAddress, _venue.Signer.Address, new UsdSendAction(Someone, 1), [SampleActions.Signature]);
        Assert.Equal("multiSig", (await DeniedAsync(new TradingPolicy { ActionTypes = ["usdSend"] }, wrapped)).ActionType);
        Assert.Equal("usdSend", (await DeniedAsync(new TradingPolicy { ActionTypes = ["multiSig"] }, wrapped)).ActionType);
        Assert.Equal(nameof(TradingPolicy.Destinations), (await DeniedAsync(new TradingPolicy { ActionTypes = ["multiSig", "usdSend"], Destinations = [] }, wrapped)).Rule);
        await CheckAsync(new TradingPolicy { ActionTypes = ["multiSig", "usdSend"], Destinations = [Someone] }, wrapped);
    }

    [Theory]
    [InlineData("buy", 60000, 0.01, false, 600)]
    [InlineData("sell", 1, 0.01, false, 600.005)] // A sale at any price: worth the mid.
    [InlineData("sell", 70000, 0.01, false, 700)]
    [InlineData("sell", 70000, 100, true, 0)] // Only closes.
    public async Task An_order_is_worth_what_it_may_cost(string side, decimal price, decimal size, bool reduceOnly, decimal worth)
    {
        var action = new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), side == "buy" ? OrderSide.Buy : OrderSide.Sell, new Price(price), new OrderSize(size), TimeInForce.Ioc, reduceOnly)]);
        await CheckAsync(new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = worth, MaxActionNotional = worth }, action);
        if (worth == 0) return;
        Assert.Equal(WireDecimal.ToText(worth), (await DeniedAsync(new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = worth - 0.001m }, action)).Value);
        Assert.Equal(WireDecimal.ToText(worth), (await DeniedAsync(new TradingPolicy { ActionTypes = ["order"], MaxActionNotional = worth - 0.001m }, action)).Value);
    }

    [Fact]
    public async Task A_triggered_market_order_is_worth_its_trigger_and_the_slippage_that_the_venue_allows()
    {
        var order = OrderTerms.Triggered(AssetId.ForPerp(0), OrderSide.Buy, new Price(1), new OrderSize(1), new TriggerTerms { IsMarket = true, TriggerPrice = new Price(70000), Kind = TriggerKind.StopLoss });
        Assert.Equal("77000", (await DeniedAsync(new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = 76999 }, new OrderAction([order]))).Value);
        await CheckAsync(new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = 77000 }, new OrderAction([order]));
    }

    [Fact]
    public async Task Orders_of_one_action_are_added_up_without_overflow()
    {
        var order = OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(100), new OrderSize(1), TimeInForce.Ioc);
        var policy = new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = 100, MaxActionNotional = 250 };
        await CheckAsync(policy, new OrderAction([order, order]));
        Assert.Equal("300", (await DeniedAsync(policy, new OrderAction([order, order, order]))).Value);
        var huge = OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(70_000_000_000_000_000_000m), new OrderSize(70_000_000_000_000_000_000m), TimeInForce.Ioc);
        Assert.Equal(nameof(TradingPolicy.MaxOrderNotional), (await DeniedAsync(policy, new OrderAction([huge]))).Rule);
        Assert.Equal(nameof(TradingPolicy.MaxActionNotional), (await DeniedAsync(new TradingPolicy { ActionTypes = ["order"], MaxActionNotional = 1 }, new OrderAction([huge, huge]))).Rule);
    }

    [Fact]
    public async Task A_denied_action_is_neither_signed_nor_sent()
    {
        var signer = new CountingSigner(_venue.Signer);
        var account = _venue.Client.ForAccount(TestVenue.UserAddress, signer, new TradingPolicy { ActionTypes = ["cancel"] });
        var denied = await Assert.ThrowsAsync<PolicyViolationException>(() => account.SubmitAsync(new NoopAction()));
        Assert.DoesNotContain(TestVenue.UserAddress.ToLowerHex(), denied.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, signer.Signed);
        Assert.Empty(_venue.Exchange.Requests);
        await Assert.ThrowsAsync<PolicyViolationException>(() => account.Raw.ActionAsync("""{"type":"cancel","cancels":[]}"""));
        await account.SubmitAsync(new CancelAction([]));
        Assert.Equal(1, signer.Signed);
    }

    [Fact]
    public void A_policy_stays_with_the_accounts_that_come_from_it()
    {
        var policy = new TradingPolicy { ActionTypes = [] };
        var account = _venue.Account.WithPolicy(policy);
        Assert.Null(_venue.Account.Policy);
        Assert.Same(policy, account.Policy);
        Assert.Same(policy, account.ForVault(Someone).Policy);
        Assert.Same(policy, account.ForSubAccount(Someone).Policy);
        Assert.Throws<ArgumentNullException>(() => account.WithPolicy(null!));
    }

    [Fact]
    public async Task A_destination_is_named_by_its_fingerprint_in_the_message_and_whole_as_a_property()
    {
        var denied = await DeniedAsync(new TradingPolicy { ActionTypes = ["usdSend"], Destinations = [] }, new UsdSendAction(Someone, 1));
        Assert.Equal(Someone.ToLowerHex(), denied.Value);
        Assert.Contains(Someone.Fingerprint, denied.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Someone.ToLowerHex(), denied.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_recipient_of_another_chain_has_to_be_named_as_it_is_written()
    {
        var action = new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", EvmAddressEncoding.Base58, 1, 1);
        var denied = await DeniedAsync(new TradingPolicy { ActionTypes = AllTypes, Destinations = [Someone] }, action);
        Assert.Equal("9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", denied.Value);
        Assert.DoesNotContain("9xQeWvG8", denied.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("44 characters", denied.Message, StringComparison.Ordinal);
        await DeniedAsync(new TradingPolicy { ActionTypes = AllTypes, OtherRecipients = ["9xqewvg816bux9epjhmat23yvvm2zwbrrpzb9pusvfin"] }, action);
        await CheckAsync(new TradingPolicy { ActionTypes = AllTypes, OtherRecipients = ["9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin"], DestinationChains = [1] }, action);
    }

    [Fact]
    public async Task A_recipient_in_hex_is_the_same_in_either_case()
    {
        var recipient = "0x" + string.Concat(Enumerable.Repeat("aB", 32));
        var action = new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, recipient, EvmAddressEncoding.Hex, 1, 1);
        await CheckAsync(new TradingPolicy { ActionTypes = AllTypes, OtherRecipients = [recipient], DestinationChains = [1] }, action);
        await CheckAsync(new TradingPolicy { ActionTypes = AllTypes, OtherRecipients = [recipient.ToUpperInvariant().Replace('X', 'x')], DestinationChains = [1] }, action);
    }

    [Fact]
    public async Task A_destination_on_another_chain_and_a_call_of_a_contract_have_to_be_allowed()
    {
        SendToEvmWithDataAction Send(uint chain, params byte[] data) => new(TokenName.Usdc, 1, TransferDex.Spot, Someone.ToLowerHex(), EvmAddressEncoding.Hex, chain, 1, data);
        var policy = new TradingPolicy { ActionTypes = AllTypes, Destinations = [Someone], DestinationChains = [999] };
        await CheckAsync(policy, Send(999));
        Assert.Equal((nameof(TradingPolicy.DestinationChains), "1"), Named(await DeniedAsync(policy, Send(1))));
        Assert.Equal((nameof(TradingPolicy.AllowContractData), null), Named(await DeniedAsync(policy, Send(999, 1))));
        Assert.Equal(nameof(TradingPolicy.DestinationChains), (await DeniedAsync(new TradingPolicy { ActionTypes = AllTypes, Destinations = [Someone] }, Send(999))).Rule);
        await CheckAsync(new TradingPolicy { ActionTypes = AllTypes, Destinations = [Someone], DestinationChains = [999], AllowContractData = true }, Send(999, 1));
        await CheckAsync(new TradingPolicy { ActionTypes = AllTypes }, Send(1, 1));

        static (string, string?) Named(PolicyViolationException denied) => (denied.Rule, denied.Value);
    }

    [Fact]
    public async Task Nobody_gets_power_who_is_not_named_and_taking_it_away_is_free()
    {
        var policy = new TradingPolicy { ActionTypes = AllTypes, Delegates = [Someone] };
        var denied = await DeniedAsync(policy, new ApproveAgentAction(TestVenue.UserAddress, "bot"));
        Assert.Equal(TestVenue.UserAddress.ToLowerHex(), denied.Value);
        Assert.DoesNotContain(TestVenue.UserAddress.ToLowerHex(), denied.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(nameof(TradingPolicy.Delegates), (await DeniedAsync(policy, new ConvertToMultisigUserAction([Someone, TestVenue.UserAddress], 1))).Rule);
        Assert.Equal(nameof(TradingPolicy.Delegates), (await DeniedAsync(policy, new PerpDeployAction(new SetPerpSubDeployers("xyz", [new("setOracle", TestVenue.UserAddress, true)])))).Rule);
        Assert.Equal(nameof(TradingPolicy.Delegates), (await DeniedAsync(policy, new OutcomeDeployAction("abc", new SetOutcomeSubDeployers([new("x", TestVenue.UserAddress, true)])))).Rule);
        await CheckAsync(policy, new PerpDeployAction(new SetPerpSubDeployers("xyz", [new("setOracle", TestVenue.UserAddress, false)])));
        await CheckAsync(policy, new ApproveAgentAction(default, "bot"));
        await CheckAsync(policy, ConvertToMultisigUserAction.Revert);
    }

    [Fact]
    public async Task Coins_that_an_action_touches_and_does_not_name_are_denied()
    {
        var policy = new TradingPolicy { ActionTypes = AllTypes, Coins = ["#10", "#11", "@0"] };
        Assert.Equal("question 3", (await DeniedAsync(policy, UserOutcomeAction.MergeQuestion(3))).Value);
        Assert.Equal("question 3", (await DeniedAsync(policy, UserOutcomeAction.Negate(3, 1, 1))).Value);
        Assert.Equal("token 0", (await DeniedAsync(policy, new BorrowLendAction(LendingOperation.Borrow, 0))).Value);
        await CheckAsync(policy, UserOutcomeAction.Split(1, 1));
    }

    [Fact]
    public async Task Only_perps_know_reduce_only()
    {
        var policy = new TradingPolicy { ActionTypes = ["order"], MaxOrderNotional = 1, MaxActionNotional = 1 };
        foreach (var (asset, counts) in new[] { (AssetId.ForPerp(0), false), (AssetId.ForBuilderPerp(1, 0), false), (AssetId.ForSpot(107), true), (AssetId.ForOutcome(1, 0), true) })
        {
            var action = new OrderAction([OrderTerms.Limit(asset, OrderSide.Buy, new Price(2), new OrderSize(1), TimeInForce.Ioc, reduceOnly: true)]);
            if (counts) await DeniedAsync(policy, action);
            else await CheckAsync(policy, action);
        }
    }

    [Fact]
    public async Task A_coin_of_a_dex_that_cannot_be_read_does_not_stop_a_cancel_of_another()
    {
        _venue.Info.Reply("perpDexs", (_, _) => throw new HttpRequestException("no dexs"));
        var policy = new TradingPolicy { ActionTypes = ["cancel"], Coins = ["xyz:GOLD", "BTC", "PURR/USDC", "#10"] };
        await CheckAsync(policy, new CancelAction([new OrderCancel(AssetId.ForPerp(0), 1), new OrderCancel(AssetId.ForPerp(0), 2)]));
        Assert.Equal("ETH", (await DeniedAsync(policy, new CancelAction([new OrderCancel(AssetId.ForPerp(1), 1)]))).Value);
        Assert.Equal((1, 0, 0), (_venue.Info.Count("meta"), _venue.Info.Count("spotMeta"), _venue.Info.Count("outcomeMeta")));
        await Assert.ThrowsAsync<TransportException>(async () => await policy.CheckAsync(new CancelAction([new OrderCancel(AssetId.ForBuilderPerp(1, 0), 1)]), _venue.Client, default));
    }

    [Fact]
    public async Task A_coin_may_be_named_by_its_other_name()
    {
        await CheckAsync(new TradingPolicy { ActionTypes = ["cancel"], Coins = ["NONE/SUCH", "HYPE/USDC"] }, new CancelAction([new OrderCancel(AssetId.ForSpot(107), 1)]));
        await CheckAsync(new TradingPolicy { ActionTypes = ["cancel"], Coins = ["+10"] }, new CancelAction([new OrderCancel(AssetId.ForOutcome(1, 0), 1)]));
        await DeniedAsync(new TradingPolicy { ActionTypes = ["cancel"], Coins = ["+11", "BTC"] }, new CancelAction([new OrderCancel(AssetId.ForOutcome(1, 0), 1)]));
    }

    [Fact]
    public async Task An_asset_that_is_not_listed_is_no_coin_that_a_policy_names()
    {
        var action = new CancelAction([new OrderCancel(new AssetId(77), 1)]);
        Assert.Equal("asset 77", (await DeniedAsync(new TradingPolicy { ActionTypes = ["cancel"], Coins = ["BTC", "NONESUCH"] }, action)).Value);
    }

    [Fact]
    public void Limits_below_zero_and_empty_words_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TradingPolicy { ActionTypes = [], MaxLeverage = -1 });
        Assert.Throws<ArgumentException>(() => new TradingPolicy { ActionTypes = [""] });
        Assert.Throws<ArgumentNullException>(() => new TradingPolicy { ActionTypes = null! });
    }

    private async Task CheckAsync(TradingPolicy policy, ExchangeAction action) => await policy.CheckAsync(action, _venue.Client, default);

    private Task<PolicyViolationException> DeniedAsync(TradingPolicy policy, ExchangeAction action) =>
        Assert.ThrowsAsync<PolicyViolationException>(async () => await policy.CheckAsync(action, _venue.Client, default));

    private sealed class CountingSigner(PrivateKeySigner inner) : ITypedDataSigner
    {
        public int Signed { get; private set; }

        public EthereumAddress Address => inner.Address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
        {
            Signed++;
            return inner.SignTypedDataAsync(typedData, cancellationToken);
        }
    }
}
