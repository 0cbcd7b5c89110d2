using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class AdminTests
{
    private readonly World _world = new();

    [Fact]
    public void An_account_can_exist_without_money()
    {
        var poor = _world.Stranger("without money");
        _world.Admin.CreateAccount(poor.Address);
        Assert.Equal("ok", poor.Send("""{"type":"noop"}""").GetProperty("status").GetString());
        Assert.Equal("Insufficient margin to place order. asset=0", poor.OrderError("BTC", true, 99_000, 0.01m));
    }

    [Fact]
    public void Deposits_are_counted()
    {
        var trader = _world.Stranger("deposits");
        _world.Admin.Fund(trader.Address, 12.5m);
        _world.Admin.Fund(trader.Address, 7.5m, "xyz");
        _world.Admin.FundSpot(trader.Address, "PURR", 3);
        Assert.Equal(20, _world.Admin.Totals().Deposited["USDC"]);
        Assert.Equal(3, _world.Admin.Totals().Held["PURR"]);
        _world.AssertConserved();
    }

    [Fact]
    public void A_wrong_call_says_what_would_be_right_and_changes_nothing()
    {
        var trader = _world.Trader("wrong calls");
        var agent = _world.Stranger("wrong calls' agent");
        _world.Admin.ApproveAgent(trader.Address, agent.Address);
        var before = _world.Snapshot();

        Refused("0 cannot be deposited: more than 0, up to 10^12, at most 8 decimals.", a => a.Fund(trader.Address, 0));
        Refused("1000000000001 cannot be deposited", a => a.Fund(trader.Address, 1_000_000_000_001));
        Refused("0.000000001 cannot be deposited", a => a.FundSpot(trader.Address, "USDC", 0.000000001m));
        Refused("There is no dex 'abc'; there are '', 'xyz'.", a => a.Fund(trader.Address, 1, "abc"));
        Refused("There is no token 'DOGE'; there are USDC, PURR, HYPE.", a => a.FundSpot(trader.Address, "DOGE", 1));
        Refused("There is no coin 'DOGE'; there are BTC, ETH, SOL, xyz:GOLD, PURR/USDC, @107", a => a.SetMark("DOGE", 1));
        Refused("0 is no mark price of BTC", a => a.SetMark("BTC", 0));
        Refused("1 is no mark price of #10", a => a.SetMark("#10", 1));
        Refused("1 at 0.123456 cannot be quoted in #10: Price must be divisible by tick size.", a => a.AddBid("#10", 0.123456m, 1));
        Refused("1000000000000 at 100000 in BTC is worth more than 10^12.", a => a.AddAsk("BTC", 100_000, 1_000_000_000_000));
        Refused("There is no outcome 9.", a => a.SettleOutcome(9, 1));
        Refused("1.1 is no settle fraction", a => a.SettleOutcome(1, 1.1m));
        Refused($"The address {agent.Address.Fingerprint} is an agent", a => a.Fund(agent.Address, 1));
        Refused($"The address {trader.Address.Fingerprint} is an account", a => a.ApproveAgent(_world.Stranger("x").Address, trader.Address));
        Refused($"The address {agent.Address.Fingerprint} is the agent of another account.", a => a.ApproveAgent(_world.Trader("another master").Address, agent.Address));

        Assert.StartsWith(before, _world.Snapshot(), StringComparison.Ordinal);

        void Refused(string message, Action<EmulatorAdmin> call)
        {
            var refusal = Assert.Throws<EmulatorAdminException>(() => call(_world.Admin));
            Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(trader.User, refusal.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(agent.User, refusal.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_house_trades_like_anybody_else()
    {
        var trader = _world.Trader("against the house");
        trader.Rest("BTC", true, 99_000, 0.01m);
        _world.Admin.AddAsk("BTC", 98_000, 0.03m);
        Assert.Equal(0.01m, trader.Size("BTC"));
        Assert.Equal("99000.0", trader.Fills()[0].GetProperty("px").GetString());
        Assert.Equal(0.02m, _world.Depth("BTC", bid: false));
        Assert.Equal($"0x{new string('0', 64)}", trader.Fills()[0].GetProperty("hash").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void The_house_quotes_every_kind_of_market()
    {
        foreach (var coin in (string[])["BTC", "xyz:GOLD", "PURR/USDC", "#10", "#21"])
        {
            _world.Admin.AddBid(coin, 0.2m, 100);
            _world.Admin.AddAsk(coin, 0.5m, 100);
            Assert.Equal(100, _world.Depth(coin, bid: true));
            Assert.Equal(100, _world.Depth(coin, bid: false));
        }

        _world.AssertConserved();
    }

    [Fact]
    public void Clearing_a_book_cancels_everybody()
    {
        var trader = _world.Trader("cleared");
        _world.Admin.AddAsk("#10", 0.6m, 100);
        var (own, mirrored) = (trader.Rest("#10", true, 0.4m, 100), trader.Rest("#11", true, 0.3m, 100));
        _world.Admin.ClearBook("#10");
        Assert.Equal("internalCancel", trader.Status(own));
        Assert.Equal("internalCancel", trader.Status(mirrored));
        Assert.Equal((100_000, 0), trader.Balance("USDC"));
        Assert.Equal(0, _world.Depth("#11", bid: false));
    }

    [Fact]
    public void A_mark_values_positions()
    {
        var trader = _world.Trader("marked");
        _world.Admin.AddAsk("BTC", 100_000, 1);
        trader.Fill("BTC", true, 100_000, 1);
        _world.Admin.SetMark("BTC", 90_000);
        Assert.Equal("-10000.0", trader.Position("BTC")!.Value.GetProperty("unrealizedPnl").GetString());
        _world.Admin.SetMark("#11", 0.25m);
        Assert.Equal("0.75", _world.Info("""{"type":"allMids"}""").GetProperty("#10").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void House_and_fee_account_have_no_key()
    {
        var venue = _world.Emulator.Venue;
        Assert.NotEqual(venue.House.Address, venue.Fees.Address);
        Assert.False(venue.House.Address.IsZero);
        Assert.Equal(EthereumAddress.Size, venue.House.Address.ToArray().Length);
    }
}
