namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class TransferTests
{
    private readonly World _world = new();

    [Fact]
    public void Usd_is_sent_and_told_to_both()
    {
        var (from, to) = (_world.Trader("usd from", 100), _world.Trader("usd to", 100));
        Assert.Null(from.Do(new UsdSendAction(to.Address, 12.5m)));

        Assert.Equal((87.5m, 112.5m), (from.Cash(), to.Cash()));
        var told = $$"""{"type":"internalTransfer","usdc":"12.5","user":"{{from.User}}","destination":"{{to.User}}","fee":"0.0"}""";
        Assert.Equal(told, from.Ledger().Single().GetRawText());
        Assert.Equal(told, to.Ledger().Single().GetRawText());
        Assert.Equal("Insufficient balance for withdrawal.", from.Do(new UsdSendAction(to.Address, 87.500001m)));
        _world.AssertConserved();
    }

    [Fact]
    public void A_new_address_costs_a_dollar()
    {
        var (from, to) = (_world.Trader("activates", 100), _world.Stranger("activated"));
        Assert.Null(from.Do(new UsdSendAction(to.Address, 10)));

        Assert.Equal((89, 10), (from.Cash(), to.Cash()));
        Assert.Equal("1.0", from.Ledger().Single().GetProperty("fee").GetString());
        Assert.Equal("user", _world.Info($$"""{"type":"userRole","user":"{{to.User}}"}""").GetProperty("role").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void What_carries_a_position_stays()
    {
        var (from, to) = (_world.Trader("carries", 1_000), _world.Trader("waits"));
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        from.Fill("BTC", true, 100_000, 0.1m);

        // 1000 less the fee of 4.5 and less a tenth of the notional, which is more than the initial margin at 20 times.
        Assert.Equal("Insufficient balance for withdrawal.", from.Do(new UsdSendAction(to.Address, 1)));
        Assert.Equal("0.0", from.Perps().GetProperty("withdrawable").GetString());
        _world.Admin.SetMark("BTC", 101_000);
        Assert.Equal("85.5", from.Perps().GetProperty("withdrawable").GetString());
        Assert.Null(from.Do(new UsdSendAction(to.Address, 85.5m)));
        _world.AssertConserved();
    }

    [Fact]
    public void A_withdrawal_leaves_the_venue_and_pays_a_dollar()
    {
        var trader = _world.Trader("withdraws", 100);
        Assert.Null(trader.Do(new WithdrawAction(trader.Address, 40)));

        Assert.Equal(60, trader.Cash());
        Assert.Equal("39.0", trader.Ledger().Single().GetProperty("usdc").GetString());
        Assert.Equal(161, _world.Admin.Totals().Deposited["USDC"]);
        Assert.Equal("Insufficient balance for withdrawal.", trader.Do(new WithdrawAction(trader.Address, 1)));
        _world.AssertConserved();
    }

    [Fact]
    public void Usd_moves_between_perps_and_spot()
    {
        var trader = _world.Trader("moves", 100);
        Assert.Null(trader.Do(new UsdClassTransferAction(30, toPerp: false)));
        Assert.Equal((70, 130), (trader.Cash(), trader.Balance("USDC").Total));
        Assert.Equal("""{"type":"accountClassTransfer","usdc":"30.0","toPerp":false}""", trader.Ledger().Single().GetRawText());
        Assert.Null(trader.Do(new UsdClassTransferAction(130, toPerp: true)));
        Assert.Equal("Insufficient balance for token transfer.", trader.Do(new UsdClassTransferAction(0.000001m, toPerp: true)));
        Assert.Equal((200, 0), (trader.Cash(), trader.Balance("USDC").Total));
        _world.AssertConserved();
    }

    [Fact]
    public void What_orders_lock_is_not_sent()
    {
        var (from, to) = (_world.Trader("locked", 100), _world.Trader("unlocked", 100));
        from.Rest("PURR/USDC", true, 0.2m, 400);
        Assert.Equal("Insufficient balance for token transfer.", from.Do(new SpotSendAction(to.Address, TokenName.Usdc, 20.1m)));
        Assert.Null(from.Do(new SpotSendAction(to.Address, TokenName.Usdc, 20)));
        Assert.Equal((80, 80), from.Balance("USDC"));
        Assert.Equal("20.0", to.Ledger().Single().GetProperty("usdcValue").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void A_token_is_sent_by_name_and_id()
    {
        var (from, to) = (_world.Trader("token from", 100), _world.Stranger("token to"));
        _world.Admin.FundSpot(from.Address, "PURR", 50);
        Assert.Equal("Unknown token PURR:0x00000000000000000000000000000001.", from.Do(new SpotSendAction(to.Address, new("PURR:0x00000000000000000000000000000001"), 5)));
        Assert.Null(from.Do(new SpotSendAction(to.Address, new("PURR:0xc1fb593aeffbeb02f85e0308e9956a90"), 5)));

        // The dollar for the new address is paid from spot.
        Assert.Equal((45, 99, 5), (from.Balance("PURR").Total, from.Balance("USDC").Total, to.Balance("PURR").Total));
        Assert.Equal("Invalid amount.", from.Do(new SpotSendAction(to.Address, new("PURR:0xc1fb593aeffbeb02f85e0308e9956a90"), 0.000001m)));
        _world.AssertConserved();
    }

    [Fact]
    public void An_asset_moves_between_dexs()
    {
        var trader = _world.Trader("dexs", 100);
        Assert.Null(trader.Do(new SendAssetAction(trader.Address, TransferDex.Perps, new("xyz"), TokenName.Usdc, 40)));
        Assert.Null(trader.Do(new SendAssetAction(trader.Address, new("xyz"), TransferDex.Spot, TokenName.Usdc, 15)));
        Assert.Equal((60, 25, 115), (trader.Cash(), trader.Cash("xyz"), trader.Balance("USDC").Total));
        Assert.Equal(["", "xyz"], trader.Ledger().Select(l => l.GetProperty("sourceDex").GetString()));
        Assert.Equal("Cannot self-transfer.", trader.Do(new SendAssetAction(trader.Address, TransferDex.Perps, TransferDex.Perps, TokenName.Usdc, 1)));
        Assert.Equal("Invalid dex abc for USDC.", trader.Do(new SendAssetAction(trader.Address, TransferDex.Perps, new("abc"), TokenName.Usdc, 1)));
        Assert.Equal("Insufficient balance for token transfer.", trader.Do(new SendAssetAction(trader.Address, new("xyz"), TransferDex.Perps, TokenName.Usdc, 26)));
        _world.AssertConserved();
    }

    [Fact]
    public void An_agent_moves_what_stays_and_sends_nothing_away()
    {
        var (master, agent, other) = (_world.Trader("agent's master", 100), _world.Stranger("moving agent"), _world.Trader("agent's friend"));
        _world.Admin.ApproveAgent(master.Address, agent.Address);
        Assert.Null(agent.Do(new AgentSendAssetAction(master.Address, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 10)));
        Assert.Equal((90, 110), (master.Cash(), master.Balance("USDC").Total));
        Assert.Equal("Destination must be the source account.", agent.Do(new AgentSendAssetAction(other.Address, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 10)));
        Assert.Equal($"Must deposit before performing actions. User: {agent.User}", agent.Do(new UsdSendAction(other.Address, 1)));
        Assert.Equal("Cannot transfer to an API wallet.", master.Do(new UsdSendAction(agent.Address, 1)));
    }

    [Fact]
    public void What_goes_to_the_other_chain_leaves()
    {
        var trader = _world.Trader("evm", 100);
        Assert.Null(trader.Do(new SendToEvmWithDataAction(TokenName.Usdc, 7, TransferDex.Spot, trader.User, EvmAddressEncoding.Hex, 999, 200_000, default)));
        Assert.Equal(93, trader.Balance("USDC").Total);
        Assert.Equal("send", trader.Ledger().Single().GetProperty("type").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void Sub_accounts_are_fed_and_emptied_by_their_master_alone()
    {
        var (master, other) = (_world.Trader("sub master", 100), _world.Trader("sub other", 100));
        var sub = HypeKr.Crypto.EthereumAddress.Parse(master.Send("""{"type":"createSubAccount","name":"one"}""").GetProperty("response").GetProperty("data").GetString()!);
        Assert.Null(master.Do(new SubAccountTransferAction(sub, isDeposit: true, 60)));
        Assert.Null(master.Do(new SubAccountSpotTransferAction(sub, isDeposit: true, TokenName.Usdc, 20)));
        var account = _world.Emulator.Venue.Account(sub)!;
        Assert.Equal((60, 20), (account.Wallet(_world.Emulator.Venue.Dexs[0]).Cash, account.Available(_world.Emulator.Venue.Token("USDC")!.Token)));
        Assert.Equal($"Sub-account {sub.ToLowerHex()} is not registered to {other.User}", other.Do(new SubAccountTransferAction(sub, isDeposit: false, 1)));
        Assert.Equal("Insufficient balance for withdrawal.", master.Do(new SubAccountTransferAction(sub, isDeposit: false, 61)));
        Assert.Null(master.Do(new SubAccountTransferAction(sub, isDeposit: false, 60)));
        Assert.Equal(["subAccountTransfer", "spotTransfer", "subAccountTransfer"], master.Ledger().Select(l => l.GetProperty("type").GetString()));
        _world.AssertConserved();
    }

    [Fact]
    public void Updates_are_read_by_time()
    {
        var (from, to) = (_world.Trader("timed from", 100), _world.Trader("timed to"));
        var first = _world.Now;
        Assert.Null(from.Do(new UsdSendAction(to.Address, 1)));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(from.Do(new UsdSendAction(to.Address, 2)));

        string[] Read(string range) => [.. _world.Info($$"""{"type":"userNonFundingLedgerUpdates","user":"{{from.User}}"{{range}}}""").EnumerateArray().Select(u => u.GetProperty("delta").GetProperty("usdc").GetString()!)];
        Assert.Equal(["1.0", "2.0"], Read(""));
        Assert.Equal(["1.0"], Read($",\"startTime\":0,\"endTime\":{Trader.Text(first)}"));
        Assert.Equal(["2.0"], Read($",\"startTime\":{Trader.Text(first + 1)}"));
        Assert.Empty(Read($",\"startTime\":{Trader.Text(first + 1001)}"));
    }
}
