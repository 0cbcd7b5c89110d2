using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class OutcomeBookTests
{
    private readonly World _world = new();

    [Fact]
    public void A_buy_of_each_side_mints_a_pair()
    {
        var (yes, no) = (_world.Trader("yes", 1_000), _world.Trader("no", 1_000));
        yes.Rest("#10", true, 0.6m, 100);
        Assert.Equal((1_000, 60), yes.Balance("USDC"));

        Assert.Equal((100m, 0.4m), no.Fill("#11", true, 0.4m, 100));
        Assert.Equal((100, 0), yes.Balance("+10"));
        Assert.Equal((940, 0), yes.Balance("USDC"));
        Assert.Equal((100, 0), no.Balance("+11"));
        Assert.Equal((960, 0), no.Balance("USDC"));
        Assert.Equal(new OutcomeSupply(100, 100, 100), _world.Admin.Totals().Outcomes[1]);
        _world.AssertConserved();
    }

    [Fact]
    public void A_sell_of_each_side_burns_a_pair()
    {
        var (yes, no) = (_world.Trader("burning yes", 1_000), _world.Trader("burning no", 1_000));
        yes.Rest("#10", true, 0.6m, 100);
        no.Fill("#11", true, 0.4m, 100);

        yes.Rest("#10", false, 0.7m, 100);
        Assert.Equal((100, 100), yes.Balance("+10"));
        Assert.Equal((100m, 0.3m), no.Fill("#11", false, 0.3m, 100));
        Assert.Equal((0, 0), yes.Balance("+10"));
        Assert.Equal((0, 0), no.Balance("+11"));

        // 60 out, 70 in, less the maker's 0.0004; 40 out, 30 in, less the taker's 0.0007.
        Assert.Equal((1_010 - 70 * 0.0004m, 0), yes.Balance("USDC"));
        Assert.Equal((990 - 30 * 0.0007m, 0), no.Balance("USDC"));
        Assert.Equal(new OutcomeSupply(0, 0, 0), _world.Admin.Totals().Outcomes[1]);
        _world.AssertConserved();
    }

    [Fact]
    public void Tokens_pass_from_seller_to_buyer_of_one_side()
    {
        var (maker, buyer) = (_world.Trader("passing maker", 1_000), _world.Trader("passing buyer", 1_000));
        _world.Admin.AddAsk("#10", 0.5m, 100);
        maker.Fill("#10", true, 0.5m, 100);
        maker.Rest("#10", false, 0.55m, 40);
        Assert.Equal((40m, 0.55m), buyer.Fill("#10", true, 0.6m, 40));
        Assert.Equal((60, 0), maker.Balance("+10"));
        Assert.Equal((40, 0), buyer.Balance("+10"));
        Assert.Equal(new OutcomeSupply(100, 100, 100), _world.Admin.Totals().Outcomes[1]);
        _world.AssertConserved();
    }

    [Fact]
    public void Each_side_sees_the_book_in_its_own_terms()
    {
        var trader = _world.Trader("mirror");
        trader.Rest("#10", true, 0.3m, 100);
        trader.Rest("#11", true, 0.6m, 50);

        // A buy of No at 0.6 asks for Yes at 0.4.
        var yes = _world.Info("""{"type":"l2Book","coin":"#10"}""").GetProperty("levels").GetRawText();
        var no = _world.Info("""{"type":"l2Book","coin":"#11"}""").GetProperty("levels").GetRawText();
        Assert.Equal("""[[{"px":"0.3","sz":"100.0","n":1}],[{"px":"0.4","sz":"50.0","n":1}]]""", yes);
        Assert.Equal("""[[{"px":"0.6","sz":"50.0","n":1}],[{"px":"0.7","sz":"100.0","n":1}]]""", no);

        var mids = _world.Info("""{"type":"allMids"}""");
        Assert.Equal("0.35", mids.GetProperty("#10").GetString());
        Assert.Equal("0.65", mids.GetProperty("#11").GetString());
    }

    [Fact]
    public void Selling_needs_the_balance_less_what_is_locked()
    {
        var trader = _world.Trader("seller", 1_000);
        Assert.Equal("Insufficient spot balance asset=100000010", trader.OrderError("#10", false, 0.5m, 100));
        _world.Admin.AddAsk("#10", 0.5m, 100);
        trader.Fill("#10", true, 0.5m, 100);
        trader.Rest("#10", false, 0.6m, 70);
        Assert.Equal("Insufficient spot balance asset=100000010", trader.OrderError("#10", false, 0.7m, 31));
        trader.Rest("#10", false, 0.7m, 30);
        Assert.Equal((100, 100), trader.Balance("+10"));
    }

    [Fact]
    public void Buying_locks_the_quote()
    {
        var trader = _world.Trader("buyer", 50);
        trader.Rest("#10", true, 0.4m, 100);
        Assert.Equal((50, 40), trader.Balance("USDC"));
        Assert.Equal("Insufficient spot balance asset=100000011", trader.OrderError("#11", true, 0.5m, 21));
        trader.Rest("#11", true, 0.5m, 20);
        Assert.Equal((50, 50), trader.Balance("USDC"));
    }

    [Theory]
    [InlineData("0.0009", "10000", "Order has invalid price.")]
    [InlineData("0.9991", "100", "Order has invalid price.")]
    [InlineData("1", "100", "Order has invalid price.")]
    [InlineData("0", "100", "Order has invalid price.")]
    [InlineData("-0.5", "100", "Order has invalid price.")]
    [InlineData("0.123456", "100", "Price must be divisible by tick size.")]
    [InlineData("0.5", "100.5", "Order has invalid size.")]
    [InlineData("0.5", "0", "Order has zero size.")]
    [InlineData("0.5", "19", "Order must have minimum value of 10 USDC.")]
    public void Orders_off_the_grid_are_refused(string price, string size, string error)
    {
        var trader = _world.Trader("off grid");
        var before = _world.Snapshot();
        var status = Trader.Statuses(trader.Send(Trader.OrderJson(100_000_010, true, price, size))).Single();
        Assert.Equal($"{error} asset=100000010", status.GetProperty("error").GetString());
        Assert.Equal(before, _world.Snapshot());
    }

    [Fact]
    public void A_small_balance_can_be_sold_whole()
    {
        var trader = _world.Trader("small");
        _world.Admin.AddAsk("#10", 0.5m, 30);
        _world.Admin.AddBid("#10", 0.1m, 100);
        trader.Fill("#10", true, 0.5m, 30);
        Assert.Equal("Order must have minimum value of 10 USDC. asset=100000010", trader.OrderError("#10", false, 0.1m, 29, "Ioc"));
        Assert.Equal((30m, 0.1m), trader.Fill("#10", false, 0.1m, 30));
        Assert.Equal((0, 0), trader.Balance("+10"));
    }

    [Fact]
    public void Nobody_trades_with_himself_across_the_sides()
    {
        var trader = _world.Trader("both sides");
        var oid = trader.Rest("#10", true, 0.6m, 100);
        trader.Rest("#11", true, 0.4m, 100);
        Assert.Equal("selfTradeCanceled", trader.Status(oid));
        Assert.Empty(trader.Fills());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Settlement_pays_both_sides_cancels_orders_and_ends_trading(double fractionDouble)
    {
        var fraction = (decimal)fractionDouble;
        var (yes, no) = (_world.Trader("settled yes", 1_000), _world.Trader("settled no", 1_000));
        yes.Rest("#10", true, 0.6m, 100);
        no.Fill("#11", true, 0.4m, 100);
        var bid = yes.Rest("#10", true, 0.2m, 100);
        var ask = no.Rest("#11", false, 0.9m, 100);

        _world.Admin.SettleOutcome(1, fraction);

        Assert.Equal("outcomeSettledCanceled", yes.Status(bid));
        Assert.Equal("outcomeSettledCanceled", no.Status(ask));
        Assert.Equal((940 + 100 * fraction, 0), yes.Balance("USDC"));
        Assert.Equal((960 + 100 * (1 - fraction), 0), no.Balance("USDC"));
        Assert.Equal((0, 0), yes.Balance("+10"));
        Assert.Equal(new OutcomeSupply(0, 0, 0), _world.Admin.Totals().Outcomes[1]);
        _world.AssertConserved();

        Assert.StartsWith("Outcome is settled at ", yes.OrderError("#10", true, 0.5m, 100), StringComparison.Ordinal);
        Assert.DoesNotContain("#10", _world.Info("""{"type":"allMids"}""").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Info("""{"type":"outcomeMeta"}""").GetProperty("outcomes").EnumerateArray(), o => o.GetProperty("outcome").GetInt32() == 1);

        var settlement = yes.Fills()[0];
        Assert.Equal("Settlement", settlement.GetProperty("dir").GetString());
        Assert.Equal(100 * fraction - 60, World.Number(settlement.GetProperty("closedPnl")));
        Assert.Throws<EmulatorAdminException>(() => _world.Admin.SettleOutcome(1, fraction));
    }

    [Fact]
    public void Sells_go_before_the_buys_of_the_other_side_at_a_price()
    {
        var (dual, primary, taker) = (_world.Trader("dual"), _world.Trader("primary"), _world.Trader("side taker"));
        _world.Admin.AddAsk("#10", 0.5m, 100);
        primary.Fill("#10", true, 0.5m, 100);

        // The buy of No at 0.4 came first, yet the sell of Yes at 0.6 is met first.
        dual.Rest("#11", true, 0.4m, 100);
        primary.Rest("#10", false, 0.6m, 100);
        taker.Fill("#10", true, 0.6m, 100);
        Assert.Equal((0, 0), primary.Balance("+10"));
        Assert.Equal((0, 0), dual.Balance("+11"));
        taker.Fill("#10", true, 0.6m, 100);
        Assert.Equal((100, 0), dual.Balance("+11"));

        // And so on the other side: a sell of No at 0.7 before a buy of Yes at 0.3.
        primary.Rest("#10", true, 0.3m, 100);
        dual.Rest("#11", false, 0.7m, 100);
        taker.Fill("#11", true, 0.7m, 100);
        Assert.Equal((0, 0), dual.Balance("+11"));
        _world.AssertConserved();
    }

    [Fact]
    public void A_settled_outcome_stays_in_its_question()
    {
        _world.Admin.SettleOutcome(3, 1);
        var question = _world.Info("""{"type":"outcomeMeta"}""").GetProperty("questions")[0];
        Assert.Equal("[3,4]", question.GetProperty("namedOutcomes").GetRawText());
        Assert.Equal("[3]", question.GetProperty("settledNamedOutcomes").GetRawText());
    }
}

/// <summary>Buying one side at p and selling the other at 1 - p are the same order.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class OutcomeMirrorProperties
{
    [Property]
    public void Orders_of_either_side_lead_to_the_same_book_trades_and_wealth(Step[] steps, bool mirrorsBids)
    {
        // Sells go before buys at a price: all bids or all asks are turned, so that a level has one kind of orders.
        var (plain, plainAccounts) = Play(steps, mirrored: null);
        var (mixed, mixedAccounts) = Play(steps, mirrored: mirrorsBids);

        Assert.Equal(Book(plain), Book(mixed));
        for (var i = 0; i < plainAccounts.Length; i++)
        {
            var (a, b) = (Wealth(plain, plainAccounts[i]), Wealth(mixed, mixedAccounts[i]));

            // A pair is worth one quote: who bought Yes holds a pair more and a quote less than who sold No.
            Assert.Equal(a.Yes - a.No, b.Yes - b.No);
            Assert.Equal(a.Quote + a.No, b.Quote + b.No);
            Assert.Equal(Trades(plainAccounts[i]), Trades(mixedAccounts[i]));
        }

        plain.AssertConserved();
        mixed.AssertConserved();
    }

    /// <summary>Plays the steps as orders of side 0, or the bids or the asks among them as the same orders of side 1.</summary>
    private static (World World, Account[] Accounts) Play(Step[] steps, bool? mirrored)
    {
        var world = new World(fees: new EmulatorFees { SpotMaker = 0, SpotTaker = 0 });
        var venue = world.Emulator.Venue;
        var market = venue.Outcomes[1];
        var accounts = Enumerable.Range(0, 4).Select(i => venue.Account(world.Trader($"mirror {i}", 1_000_000).Address)!).ToArray();

        // Everybody starts with both sides, so that every sell is covered.
        world.Admin.AddAsk("#10", 0.5m, 400_000);
        foreach (var account in accounts) Assert.IsType<OrderReply.Filled>(venue.Engine.Place(account, market.Yes, MatchingModelTests.Wire(market.Yes, true, 0.5m, 100_000, "Ioc"), default));
        world.Admin.AddAsk("#11", 0.5m, 400_000);
        foreach (var account in accounts) Assert.IsType<OrderReply.Filled>(venue.Engine.Place(account, market.No, MatchingModelTests.Wire(market.No, true, 0.5m, 100_000, "Ioc"), default));

        foreach (var step in steps)
        {
            var account = accounts[step.Who];
            if (step.Kind == 11)
            {
                if (account.OpenOrders.FirstOrDefault() is { } oldest) venue.Engine.Cancel((ulong)oldest.Asset.Id, oldest);
                continue;
            }

            var tif = step.Kind switch { 6 or 7 => "Ioc", 8 => "Alo", _ => "Gtc" };
            var price = 0.5m + step.Ticks * 0.01m;
            var size = 100m * step.Lots;
            var reply = step.IsBuy == mirrored
                ? venue.Engine.Place(account, market.No, MatchingModelTests.Wire(market.No, !step.IsBuy, 1 - price, size, tif), default)
                : venue.Engine.Place(account, market.Yes, MatchingModelTests.Wire(market.Yes, step.IsBuy, price, size, tif), default);
            if (reply is OrderReply.Refused refused) Assert.DoesNotContain("balance", refused.Text, StringComparison.Ordinal);
        }

        return (world, accounts);
    }

    private static string Book(World world) => world.Info("""{"type":"l2Book","coin":"#10"}""").GetProperty("levels").GetRawText();

    private static (decimal Yes, decimal No, decimal Quote) Wealth(World world, Account account)
    {
        var market = world.Emulator.Venue.Outcomes[1];
        return (account.Held(market.Yes.Token)!.Total, account.Held(market.No.Token)!.Total, account.Held(market.Quote.Token)!.Total);
    }

    /// <summary>Each trade in the terms of side 0.</summary>
    private static (bool IsBid, decimal Price, decimal Size, bool Crossed)[] Trades(Account account) =>
        [.. account.Fills.Skip(2).Select(f => (f.IsBuy != f.Asset.IsMirrored, f.Asset.Mirror(f.Price), f.Size, f.Crossed))];
}
