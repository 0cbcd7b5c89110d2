using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Who pays what for a fill (wire specification 11.7).</summary>
public sealed class FeeTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData(0, 0.00045, 0.00015, 0.0007, 0.0004)]
    [InlineData(5_000_000, 0.00045, 0.00015, 0.0007, 0.0004)]
    [InlineData(5_000_001, 0.00040, 0.00012, 0.0006, 0.0003)]
    [InlineData(25_000_001, 0.00035, 0.00008, 0.0005, 0.0002)]
    [InlineData(100_000_001, 0.00030, 0.00004, 0.0004, 0.0001)]
    [InlineData(500_000_001, 0.00028, 0, 0.00035, 0)]
    [InlineData(2_000_000_001, 0.00026, 0, 0.0003, 0)]
    [InlineData(7_000_000_001, 0.00024, 0, 0.00025, 0)]
    public void The_tiers_are_those_of_the_venue(long volume, double perpTaker, double perpMaker, double spotTaker, double spotMaker)
    {
        var schedule = new FeeSchedule(new EmulatorFees(), _ => null);
        Assert.Equal(new FeeRates((decimal)perpTaker, (decimal)perpMaker), schedule.Perp(volume));
        Assert.Equal(new FeeRates((decimal)spotTaker, (decimal)spotMaker), schedule.Spot(volume));
        Assert.Equal(new FeeRates(0, 0), new FeeSchedule(new EmulatorFees { PerpTaker = 0, PerpMaker = 0 }, _ => null).Perp(volume));
    }

    [Fact]
    public void Volume_counts_from_the_day_after_and_for_fourteen_days()
    {
        var trader = _world.Trader("of volume", 1_000_000_000);
        _world.Admin.AddAsk("BTC", 100_000, 1_000);
        trader.Fill("BTC", true, 100_000, 60);
        Assert.Equal(60 * 100_000 * 0.00045m, Fee());
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00045m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(1));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00040m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(13));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00040m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(1));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00045m, Fee());
        _world.AssertConserved();

        decimal Fee() => World.Number(trader.Fills()[0].GetProperty("fee"));
    }

    [Fact]
    public void Spot_counts_twice()
    {
        var volume = new TradedVolume();
        volume.Add(0, 100, isSpot: true, crossed: true);
        volume.Add(1, 10, isSpot: false, crossed: false);
        Assert.Equal(0, volume.Weighted(0));
        Assert.Equal(210, volume.Weighted(86_400_000));
        Assert.Equal(110, volume.Total);
        Assert.Equal((100, 10), (volume.Days[0].SpotTaker, volume.Days[0].PerpMaker));
    }
}

/// <summary>Shares of builders and referrers, and discounts.</summary>
public sealed class FeeShareTests
{
    private readonly World _world = new();
    private readonly Trader _trader;
    private readonly Trader _builder;

    public FeeShareTests()
    {
        _trader = _world.Trader("pays");
        _builder = _world.Trader("builds", 100);
        _world.Admin.SetMark("BTC", 100_000);
        _world.Admin.AddAsk("BTC", 100_000, 10);
        _world.Admin.AddBid("BTC", 99_000, 10);
    }

    [Theory]
    [InlineData(0, 10, "Builder fee has not been approved.")]
    [InlineData(9, 10, "Builder fee has not been approved.")]
    [InlineData(1000, 101, "Builder fee exceeds the maximum.")]
    public void A_builder_charges_what_was_approved_and_no_more(int approved, int fee, string error)
    {
        Approve(approved);
        Assert.Equal(error, _trader.Refused(Order(fee)));
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Fact]
    public void A_builder_needs_a_hundred_dollars()
    {
        var poor = _world.Trader("builds poorly", 99.99m);
        _world.Emulator.Venue.Account(_trader.Address)!.BuilderFees[poor.Address] = 100;
        Assert.Equal("Builder has insufficient balance.", _trader.Refused(Order(10, poor)));
    }

    [Fact]
    public void A_builders_fee_is_told_and_waits_for_the_builder()
    {
        Approve(100);
        Trader.Statuses(_trader.Send(Order(25)));
        var fill = _trader.Fills().Single();
        Assert.Equal(1_000 * 0.00025m, World.Number(fill.GetProperty("builderFee")));
        Assert.Equal(1_000 * (0.00045m + 0.00025m), World.Number(fill.GetProperty("fee")));
        Assert.Equal(0.25m, _world.Emulator.Venue.Account(_builder.Address)!.Referral.UnclaimedBuilder);
        _world.AssertConserved();

        Assert.Equal("ok", _builder.Send("""{"type":"claimRewards"}""").GetProperty("status").GetString());
        Assert.Equal(100.25m, _builder.Cash());
        _world.AssertConserved();
    }

    [Fact]
    public void A_spot_buy_carries_no_builders_fee_and_a_sell_does()
    {
        Approve(1000);
        var pair = _world.Emulator.Venue.Pairs.First(p => p.Quote.Token.Name == "USDC");
        _world.Admin.AddAsk(pair.Coin, 10, 1_000);
        _world.Admin.AddBid(pair.Coin, 9, 1_000);
        Trader.Statuses(_trader.Send(Order(500, asset: pair.Id, price: "10", size: "100")));
        Assert.False(_trader.Fills()[0].TryGetProperty("builderFee", out _));
        Trader.Statuses(_trader.Send(Order(500, asset: pair.Id, price: "9", size: "50", isBuy: false)));
        Assert.Equal(450 * 0.005m, World.Number(_trader.Fills()[0].GetProperty("builderFee")));
        _builder.Send("""{"type":"claimRewards"}""");
        Assert.Equal(100 + 450 * 0.005m, _builder.Cash());
        _world.AssertConserved();
    }

    [Fact]
    public void The_referred_pay_less_and_their_referrer_has_a_tenth()
    {
        Assert.Equal("Referral code does not exist.", _trader.Refused(Set("FRIEND")));
        Done(_builder.Send(Register("FRIEND")));
        Assert.Equal("Referral code already registered for this user.", _builder.Refused(Register("ANOTHER")));
        Assert.Equal("Referral code already in use.", _trader.Refused(Register("friend")));
        Assert.Equal("Cannot self-refer.", _builder.Refused(Set("FRIEND")));
        Assert.Equal("Referral code must be between 1 and 20 characters", _trader.Refused(Set(new string('x', 21))));
        Done(_trader.Send(Set("friend")));
        Assert.Equal("Referrer already set.", _trader.Refused(Set("FRIEND")));

        _trader.Fill("BTC", true, 100_000, 0.01m);
        var fee = 1_000 * 0.00045m * 0.96m;
        Assert.Equal(fee, World.Number(_trader.Fills()[0].GetProperty("fee")));
        Assert.Equal($$"""{"referrer":"{{_builder.User}}","code":"FRIEND"}""", Referral(_trader).GetProperty("referredBy").GetRawText());
        Assert.Equal(fee / 10, World.Number(Referral(_builder).GetProperty("unclaimedRewards")));
        var referred = Referral(_builder).GetProperty("referrerState").GetProperty("data").GetProperty("referralStates").EnumerateArray().Single();
        Assert.Equal((_trader.User, 1_000, fee), (referred.GetProperty("user").GetString(), World.Number(referred.GetProperty("cumVlm")), World.Number(referred.GetProperty("cumRewardedFeesSinceReferred"))));

        Done(_builder.Send("""{"type":"claimRewards"}"""));
        Assert.Equal(100 + fee / 10, _builder.Cash());
        Assert.Equal((0, fee / 10), (World.Number(Referral(_builder).GetProperty("unclaimedRewards")), World.Number(Referral(_builder).GetProperty("claimedRewards"))));

        static string Register(string code) => $$"""{"type":"registerReferrer","code":"{{code}}"}""";

        static string Set(string code) => $$"""{"type":"setReferrer","code":"{{code}}"}""";

        static void Done(JsonElement reply) => Assert.Equal("ok", reply.GetProperty("status").GetString());

        JsonElement Referral(Trader of) => _world.Info($$"""{"type":"referral","user":"{{of.User}}"}""");
        _world.AssertConserved();
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 0.05)]
    [InlineData(101, 0.1)]
    [InlineData(1_001, 0.15)]
    [InlineData(10_001, 0.2)]
    [InlineData(100_001, 0.3)]
    [InlineData(500_001, 0.4)]
    public void A_stake_makes_fees_smaller(int stake, double discount)
    {
        var account = _world.Emulator.Venue.Account(_trader.Address)!;
        account.Staking.Delegations["one"] = new Delegation(default, stake, 0);
        Assert.Equal((decimal)discount, _world.Emulator.Venue.Schedule.StakingDiscount(account));
        Assert.Equal(Math.Round(0.00045m * (1 - (decimal)discount), 8), _world.Emulator.Venue.Schedule.Of(account, _world.Emulator.Venue.Asset("BTC")!, _world.Now).Taker);
    }

    [Fact]
    public void A_stake_that_is_lent_makes_the_fees_of_the_borrower_smaller_and_not_those_of_the_lender()
    {
        var lender = _world.Trader("lends his stake");
        var (venue, own) = (_world.Emulator.Venue, _world.Emulator.Venue.Account(_trader.Address)!);
        venue.Account(lender.Address)!.Staking.Delegations["one"] = new Delegation(default, 1_001, 0);
        own.Staking.Delegations["one"] = new Delegation(default, 11, 0);
        Assert.Null(_trader.Do(new LinkStakingUserAction(lender.Address, isFinal: false)));
        Assert.Equal((0.05m, 0.15m), Discounts());
        Assert.Null(lender.Do(new LinkStakingUserAction(_trader.Address, isFinal: true)));
        Assert.Equal((0.15m, 0m), Discounts());
        Assert.Equal("0.0003825", _world.Info($$"""{"type":"userFees","user":"{{_trader.User}}"}""").GetProperty("userCrossRate").GetString());

        Assert.Null(lender.Do(new StakingLinkDisableTradingUserAction(_trader.Address)));
        Assert.Equal((0.05m, 0.15m), Discounts());

        (decimal Own, decimal Lender) Discounts() => (venue.Schedule.StakingDiscount(own), venue.Schedule.StakingDiscount(venue.Account(lender.Address)!));
    }

    [Fact]
    public void Priority_is_paid_from_the_stake_and_burned()
    {
        var venue = _world.Emulator.Venue;
        var pair = venue.Pairs.First(p => p.Base.Token.Name == Staking.TokenName);
        _world.Admin.SetMark(pair.Coin, 25);
        _world.Admin.FundSpot(_trader.Address, Staking.TokenName, 10);
        _trader.Send("""{"type":"noop"}""");
        var account = venue.Account(_trader.Address)!;
        account.Balance(pair.Base.Token).Remove(10);
        account.Staking.Undelegated = 10;

        // Four basis points of 1,000 at once, then a post-only order of 990.
        Bid("100000", "Ioc", 40_000);
        Assert.Equal(10 - 1_000 * 0.0004m / 25, account.Staking.Undelegated);
        var left = account.Staking.Undelegated;
        Bid("99000", "Alo", 10_000);
        Assert.Equal(left - 990 * 0.0001m / 25, account.Staking.Undelegated);
        Assert.Single(_trader.OpenOrders());
        _world.AssertConserved();

        Assert.Equal("Priority orders must all be Ioc, or all Alo and not reduce-only.", Bid("99000", "Gtc", 10_000));
        Assert.Equal("Insufficient delegatable balance for priority order", Bid("99000", "Alo", 100_000_000));
        Assert.Equal("Priority orders are not available for outcomes.", Bid("0.5", "Alo", 1, asset: 100_000_010, size: "100"));
        Assert.Single(_trader.OpenOrders());

        string? Bid(string price, string tif, long rate, long asset = 0, string size = "0.01")
        {
            var status = Trader.Statuses(_trader.Send($$$"""{"type":"order","orders":[{{{Trader.OneOrder(asset, true, price, size, tif)}}}],"grouping":{"p":{{{Trader.Text(rate)}}}}}""")).Single();
            return status.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
    }

    private void Approve(int fee) => _world.Emulator.Venue.Account(_trader.Address)!.BuilderFees[_builder.Address] = fee;

    private string Order(int fee, Trader? builder = null, long asset = 0, string price = "100000", string size = "0.01", bool isBuy = true) =>
        $$$"""{"type":"order","orders":[{{{Trader.OneOrder(asset, isBuy, price, size, "Ioc")}}}],"grouping":"na","builder":{"b":"{{{(builder ?? _builder).User}}}","f":{{{Trader.Text((long)fee)}}}}}""";
}
