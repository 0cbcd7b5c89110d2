using System.Net;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What public reads refuse before they ask, and what they make of the answers beyond their members.</summary>
public sealed class PublicReadTests
{
    private static readonly DateTimeOffset From = TestVenue.Start;

    public static TheoryData<string, Func<HyperliquidClient, Task>> Refused => new()
    {
        { "mantissa", c => c.Markets.GetBookAsync("BTC", 5, 3) },
        { "mantissa", c => c.Markets.GetBookAsync("BTC", 4, 2) },
        { "mantissa", c => c.Markets.GetBookAsync("BTC", null, 5) },
        { "significantFigures", c => c.Markets.GetBookAsync("BTC", 1) },
        { "startTime", c => c.Markets.GetCandlesAsync("BTC", CandleInterval.OneHour, DateTimeOffset.UnixEpoch.AddTicks(-1)) },
        { "endTime", c => c.Markets.GetCandlesAsync("BTC", CandleInterval.OneHour, From, From.AddMilliseconds(-1)) },
        { "interval", c => c.Markets.GetCandlesAsync("BTC", default, From) },
        { "startTime", c => c.Markets.GetFundingHistoryAsync("BTC", DateTimeOffset.MinValue) },
        { "endTime", c => c.Markets.GetFundingHistoryAsync("BTC", From, From.AddDays(-1)) },
        { "id", c => c.Markets.GetMarginTableAsync(-1) },
        { "dex", c => c.Markets.GetMarginTableAsync(1, "no dex") },
        { "dex", c => c.Markets.GetPerpMarketsAsync("a:b") },
        { "dex", c => c.Markets.GetPerpDexLimitsAsync("") },
        { "dex", c => c.Markets.GetPerpDexStatusAsync(null!) },
        { "dex", c => c.Markets.GetPerpDexStatusAsync("\"") },
        { "tokenId", c => c.Markets.GetTokenDetailsAsync("0x123") },
        { "tokenId", c => c.Markets.GetTokenDetailsAsync(null!) },
        { "token", c => c.Markets.GetTokenAnnotationAsync(-1) },
        { "token", c => c.Markets.GetAlignedQuoteTokenAsync(-1) },
        { "token", c => c.Lending.GetReserveAsync(-1) },
        { "outcome", c => c.Outcomes.GetSettledAsync(-1) },
        { "height", c => c.Explorer.GetBlockAsync(-1) },
        { "hash", c => c.Explorer.GetTransactionAsync("0x" + new string('g', 64)) },
        { "hash", c => c.Explorer.GetTransactionAsync(new string('a', 66)) },
        { "hash", c => c.Explorer.GetTransactionAsync("") },
        { "users", c => c.GetPerpStatesAsync([]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_makes_no_sense_is_not_asked(string parameter, Func<HyperliquidClient, Task> read)
    {
        using var venue = new TestVenue();

        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => read(venue.Client));

        Assert.Equal(parameter, exception.ParamName);
        Assert.Empty(venue.Info.Requests);
    }

    [Fact]
    public async Task An_unknown_coin_is_not_asked_about()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetRecentTradesAsync("NONE"));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetCandlesAsync("NONE", CandleInterval.OneDay, From));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetFundingHistoryAsync("NONE", From));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetPerpAnnotationAsync("xyz:NONE"));

        Assert.All(venue.Info.Requests, request => Assert.Contains(request.GetProperty("type").GetString(), (string[])["meta", "perpDexs"]));
    }

    [Fact]
    public async Task A_book_that_is_not_there_is_null_under_both_statuses()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("l2Book", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.InternalServerError)));
        Assert.Null(await venue.Client.Markets.GetBookAsync("BTC"));

        venue.Info.Reply("l2Book", (_, _) => Task.FromResult(InfoStub.Json("<html>", HttpStatusCode.InternalServerError)));
        Assert.True((await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetBookAsync("BTC"))).IsTransient);
    }

    [Fact]
    public async Task Answers_about_another_number_of_users_are_refused()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("batchClearinghouseStates", """[{"assetPositions":[]}]""");

        var exception = await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Client.GetPerpStatesAsync([TestVenue.UserAddress, TestVenue.UserAddress]));

        Assert.Contains("1", exception.Message);
    }

    [Fact]
    public async Task The_places_of_tuples_have_their_meaning()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("metaAndAssetCtxs", """[{"universe":[{"name":"BTC"}],"marginTables":[[51,{"description":"tiered","marginTiers":[{"lowerBound":"0.0","maxLeverage":20}]}]]},[{"impactPxs":["1.5","2.5"]}]]""");
        venue.Info.Answer("recentTrades", """[{"coin":"BTC","side":"A","px":"1.0","sz":"2.0","users":["0x00000000000000000000000000000000000000aa","0x00000000000000000000000000000000000000bb"]}]""");
        venue.Info.Answer("predictedFundings", """[["BTC",[["BinPerp",null],["HlPerp",{"fundingRate":"-0.00001","nextFundingTime":1733961600000}]]]]""");

        var markets = await venue.Client.Markets.GetPerpMarketsAsync();
        var trade = Assert.Single(await venue.Client.Markets.GetRecentTradesAsync("BTC"));
        var funding = Assert.Single(await venue.Client.Markets.GetPredictedFundingsAsync());

        Assert.Equal((1.5m, 2.5m), (markets.Contexts[0].ImpactPrices!.Bid, markets.Contexts[0].ImpactPrices!.Ask));
        Assert.Equal((51, 20), (markets.Meta!.MarginTables[0].Id, markets.Meta.MarginTables[0].Table!.Tiers[0].MaxLeverage));
        Assert.Equal("0x00000000000000000000000000000000000000aa", trade.Users!.Buyer!.Value.ToLowerHex());
        Assert.Equal("0x00000000000000000000000000000000000000bb", trade.Users.Seller!.Value.ToLowerHex());
        Assert.Equal(("BTC", "BinPerp", "HlPerp"), (funding.Coin, funding.Venues[0].Venue, funding.Venues[1].Venue));
        Assert.Null(funding.Venues[0].Funding);
        Assert.Equal(-0.00001m, funding.Venues[1].Funding!.Rate);
    }

    [Fact]
    public async Task Words_that_are_more_than_words_are_read()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("vaultDetails", """{"apr":0.36387129,"followers":[{"user":"Leader","vaultEquity":"1.0"},{"user":"0x00000000000000000000000000000000000000aa"}],"relationship":{"type":"parent","data":{"childAddresses":["0x00000000000000000000000000000000000000bb"]}}}""");
        venue.Info.Answer("validatorL1Votes", """[{"action":{"D":"X"}},{"action":"Later"},{"action":{"O":"laterStill"}}]""");
        venue.Info.Answer("validatorSummaries", """[{"stake":150000000}]""");
        venue.Info.Answer("perpDeployAuctionStatus", """{"startTimeSeconds":1747656000,"durationSeconds":111600,"startGas":"500.0","currentGas":null,"endGas":"0.1"}""");

        var vault = (await venue.Client.Vaults.GetDetailsAsync(TestVenue.UserAddress))!;
        var votes = await venue.Client.Staking.GetValidatorVotesAsync();
        var auction = await venue.Client.Deployments.GetPerpAuctionAsync();

        Assert.Equal(0.36387129m, vault.AnnualReturn);
        Assert.True(vault.Followers[0].IsLeader);
        Assert.Null(vault.Followers[0].User);
        Assert.False(vault.Followers[1].IsLeader);
        Assert.NotNull(vault.Followers[1].User);
        Assert.Equal(VaultKind.Parent, vault.Relationship!.Kind);
        Assert.Single(vault.Relationship.Data!.Addresses);
        Assert.Equal(("X", "Later", "laterStill"), (votes[0].Action!.D, votes[1].Action!.Word, votes[2].Action!.O!.Word));
        Assert.Equal(1.5m, (await venue.Client.Staking.GetValidatorsAsync())[0].Stake);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1747656000), Assert.IsType<AuctionStatus>(auction).StartTime);
    }

    [Fact]
    public async Task The_explorer_has_an_address_of_its_own()
    {
        Assert.Equal("https://rpc.hyperliquid.xyz/explorer", HyperliquidNetwork.Mainnet.ExplorerAddress.AbsoluteUri);
        Assert.Equal("https://rpc.hyperliquid-testnet.xyz/explorer", HyperliquidNetwork.Testnet.ExplorerAddress.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:3001/local/explorer", HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001/local")).ExplorerAddress.AbsoluteUri);

        using var venue = new TestVenue();
        venue.Info.Answer("txDetails", """{"type":"txDetails"}""");
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Client.Explorer.GetTransactionAsync("0x" + new string('A', 64)));
    }
}
