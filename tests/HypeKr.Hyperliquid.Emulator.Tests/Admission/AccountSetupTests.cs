using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class AccountSetupTests
{
    private const string Noop = """{"type":"noop"}""";

    private readonly World _world = new();

    [Fact]
    public void An_agent_is_approved_named_replaced_and_revoked()
    {
        var (master, first, second) = (_world.Trader("approves"), _world.Stranger("first agent"), _world.Stranger("second agent"));
        Assert.Null(master.Do(new ApproveAgentAction(first.Address, "bot")));
        Assert.Equal("ok", first.Send(Noop).GetProperty("status").GetString());
        Assert.Null(master.Do(new ApproveAgentAction(second.Address, "bot")));
        Assert.Contains("does not exist", first.Refused(Noop), StringComparison.Ordinal);
        Assert.Null(master.Do(RawUserSignedAction.Parse(
            "ApproveAgent", [new("agentAddress", "address"), new("agentName", "string"), new("nonce", "uint64")],
            """{"type":"approveAgent","agentAddress":"0x0000000000000000000000000000000000000000","agentName":"bot"}""")));
        Assert.Contains("does not exist", second.Refused(Noop), StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_ends_when_its_name_says_so()
    {
        var (master, agent) = (_world.Trader("times"), _world.Stranger("timed agent"));
        Assert.Null(master.Do(new ApproveAgentAction(agent.Address, $"bot valid_until {Trader.Text(_world.Now + 1000)}")));
        Assert.Equal("ok", agent.Send(Noop).GetProperty("status").GetString());
        _world.Time.Advance(TimeSpan.FromMilliseconds(1001));
        Assert.Contains("does not exist", agent.Refused(Noop), StringComparison.Ordinal);
        Assert.Equal("Invalid agent valid_until.", master.Do(new ApproveAgentAction(agent.Address, $"bot valid_until {Trader.Text(_world.Now + 181L * 24 * 3600 * 1000)}")));
    }

    [Fact]
    public void Three_named_agents_and_two_more_for_each_sub_account()
    {
        var master = _world.Trader("many agents");
        for (var i = 0; i < 3; i++) Assert.Null(master.Do(new ApproveAgentAction(_world.Stranger($"agent {i}").Address, $"bot {i}")));
        Assert.Equal("Too many extra agents.", master.Do(new ApproveAgentAction(_world.Stranger("agent 3").Address, "bot 3")));
        Assert.Null(master.Do(new ApproveAgentAction(_world.Stranger("agent 2b").Address, "bot 2")));
        master.Send("""{"type":"createSubAccount","name":"one"}""");
        Assert.Null(master.Do(new ApproveAgentAction(_world.Stranger("agent 3").Address, "bot 3")));
        Assert.Null(master.Do(new ApproveAgentAction(_world.Stranger("unnamed agent").Address)));
    }

    [Fact]
    public void An_agent_acts_for_sub_accounts_and_moves_no_money_to_them()
    {
        var (master, agent) = (_world.Trader("sub agent master"), _world.Stranger("sub agent"));
        var sub = EthereumAddress.Parse(master.Send("""{"type":"createSubAccount","name":"one"}""").GetProperty("response").GetProperty("data").GetString()!);
        _world.Admin.Fund(sub, 10_000);
        _world.Admin.ApproveAgent(master.Address, agent.Address);
        var status = Trader.Statuses(agent.Send(Trader.OrderJson(0, true, "43250", "0.01"), vault: sub)).Single();
        Assert.True(status.TryGetProperty("resting", out _), status.GetRawText());
        Assert.Single(_world.Emulator.Venue.Account(sub)!.OpenOrders);
        Assert.Equal($"User or API Wallet {agent.User} does not exist.", agent.Do(new SubAccountTransferAction(sub, isDeposit: true, 1)));
        Assert.Equal(
            $"Sub-account {sub.ToLowerHex()} is not registered to {_world.Trader("not its master").User}",
            new Trader(_world, "not its master").Refused(Noop, vault: sub));
        Assert.Equal(
            $$$"""{"role":"subAccount","data":{"master":"{{{master.User}}}"}}""",
            _world.Info($$"""{"type":"userRole","user":"{{sub.ToLowerHex()}}"}""").GetRawText());
    }

    [Fact]
    public void A_multi_sig_account_acts_by_its_signers_alone()
    {
        var (user, a, b) = (_world.Trader("multi-sig"), _world.Trader("signer a"), _world.Trader("signer b"));
        Assert.Null(user.Do(new ConvertToMultisigUserAction([a.Address, b.Address], 2)));
        Assert.Equal("User is a multi-sig user: its actions are sent as multiSig.", user.Refused(Noop));
        Assert.Equal("User is a multi-sig user: its actions are sent as multiSig.", user.Do(new UsdSendAction(a.Address, 1)));

        Assert.Null(a.DoTogether(user.Address, new UsdSendAction(a.Address, 1), a, b));
        Assert.Equal((99_999, 100_001), (user.Cash(), a.Cash()));
        Assert.Null(b.DoTogether(user.Address, new UpdateLeverageAction(new AssetId(0), 7, isCross: true), b, a));
        Assert.Equal(7, _world.Emulator.Venue.Account(user.Address)!.LeverageOf((TradedPerp)_world.Emulator.Venue.Asset("BTC")!).Value);
        Assert.Equal("Multi-sig needs 2 signatures and has 1.", a.DoTogether(user.Address, new UsdSendAction(a.Address, 1), a));
        Assert.Equal("Multi-sig signatures must be of distinct signers.", a.DoTogether(user.Address, new UsdSendAction(a.Address, 1), a, a));
        var stranger = _world.Trader("no signer");
        Assert.Equal($"Outer signer {stranger.User} is not authorized for {user.User}.", stranger.DoTogether(user.Address, new UsdSendAction(a.Address, 1), a, b));
        Assert.Equal($"Signer {stranger.User} is not authorized for {user.User}.", a.DoTogether(user.Address, new UsdSendAction(a.Address, 1), a, stranger));

        Assert.Null(a.DoTogether(user.Address, ConvertToMultisigUserAction.Revert, a, b));
        Assert.Equal("ok", user.Send(Noop).GetProperty("status").GetString());
    }

    [Fact]
    public void Requests_are_limited_by_address_when_asked_for()
    {
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, LimitsAddresses = true });
        var trader = world.Trader("busy");
        world.Emulator.Venue.Account(trader.Address)!.Requests.Count(9_999);
        trader.Send(Noop);

        // Beyond the budget one passes every ten seconds; cancels have more.
        trader.Send(Noop);
        Assert.Equal("Too many cumulative requests sent (10001 > 10000) for cumulative volume traded $0. Place taker orders to free up 1 request per USDC traded.", trader.Refused(Noop));
        trader.Send("""{"type":"cancel","cancels":[{"a":0,"o":1}]}""");
        world.Time.Advance(TimeSpan.FromSeconds(10));
        trader.Send(Noop);
        Assert.Contains("Too many cumulative requests", trader.Refused(Noop), StringComparison.Ordinal);

        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(trader.Do(new ReserveRequestWeightAction(100)));
        Assert.Equal("ok", trader.Send(Noop).GetProperty("status").GetString());
        Assert.Equal(99_999.95m, trader.Cash());
        world.AssertConserved();
    }

    [Fact]
    public void A_signature_for_mainnet_counts_only_when_asked_for()
    {
        var trader = _world.Trader("mainnet");
        Assert.Contains("does not exist", World.Parse(_world.Post("/exchange", trader.Sign(Noop, network: HyperliquidNetwork.Mainnet))).GetProperty("response").GetString(), StringComparison.Ordinal);
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, AcceptsMainnetSignatures = true });
        var other = world.Trader("mainnet");
        Assert.Equal("ok", World.Parse(world.Post("/exchange", other.Sign(Noop, network: HyperliquidNetwork.Mainnet))).GetProperty("status").GetString());
        Assert.Contains("does not exist", other.Refused(Noop), StringComparison.Ordinal);
    }
}
