using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The table of weights against the venue's page, copied here name by name.</summary>
public sealed class RequestWeightsTests
{
    private static readonly string[] Two = ["l2Book", "allMids", "clearinghouseState", "orderStatus", "spotClearinghouseState", "exchangeStatus"];

    private static readonly string[] Twenty =
    [
        "activeAssetData", "allBorrowLendReserveStates", "allPerpMetas", "approvedBuilders", "borrowLendReserveState", "borrowLendUserState", "delegations", "delegatorSummary",
        "extraAgents", "frontendOpenOrders", "gossipPriorityAuctionStatus", "gossipRootIps", "isVip", "leadingVaults", "legalCheck", "liquidatable", "marginTable", "maxBuilderFee",
        "maxMarketOrderNtls", "meta", "metaAndAssetCtxs", "openOrders", "outcomeMeta", "outcomeTemplates", "perpAnnotation", "perpCategories", "perpConciseAnnotations",
        "perpDeployAuctionStatus", "perpDexLimits", "perpDexStatus", "perpDexs", "perpsAtOpenInterestCap", "portfolio", "preTransferCheck", "predictedFundings", "referral",
        "settledOutcome", "spotDeployState", "spotMeta", "spotMetaAndAssetCtxs", "spotPairDeployAuctionStatus", "subAccounts", "subAccounts2", "tokenDetails", "usdcRouting",
        "userAbstraction", "userBorrowLendInterest", "userDexAbstraction", "userFees", "userRateLimit", "userToMultiSigSigners", "userVaultEquities", "validatorL1Votes",
        "validatorSummaries", "vaultDetails", "vaultSummaries", "webData2", "batchClearinghouseStates", "alignedQuoteTokenInfo", "tokenAnnotation", "tokenConciseAnnotations",
    ];

    private static readonly string[] TwentyAndRows =
    [
        "recentTrades", "historicalOrders", "userFills", "userFillsByTime", "fundingHistory", "userFunding", "userNonFundingLedgerUpdates", "twapHistory", "userTwapSliceFills",
        "userTwapSliceFillsByTime", "delegatorHistory", "delegatorRewards",
    ];

    public static TheoryData<string, int, int> Reads()
    {
        var data = new TheoryData<string, int, int> { { "userRole", 60, 0 }, { "candleSnapshot", 20, 60 } };
        foreach (var name in Two) data.Add(name, 2, 0);
        foreach (var name in Twenty) data.Add(name, 20, 0);
        foreach (var name in TwentyAndRows) data.Add(name, 20, 20);
        return data;
    }

    [Fact]
    public void All_81_reads_of_the_checklist_are_here() => Assert.Equal(81, Reads().Select(row => (string)row[0]).Distinct().Count());

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_read_costs_what_the_venue_says(string type, int weight, int rowsPerExtra)
    {
        var found = RequestWeights.ForRead(type);

        Assert.Equal((weight, rowsPerExtra), (found.Weight, found.RowsPerExtra));
    }

    [Theory]
    [InlineData("blockDetails", 0)]
    [InlineData("txDetails", 0)]
    [InlineData("userDetails", 0)]
    [InlineData("blockList", 1)]
    public void The_explorer_costs_forty(string type, int rowsPerExtra) =>
        Assert.Equal((40, rowsPerExtra), (RequestWeights.ForRead(type).Weight, RequestWeights.ForRead(type).RowsPerExtra));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(19, 0)]
    [InlineData(20, 1)]
    [InlineData(39, 1)]
    [InlineData(2000, 100)]
    public void Rows_cost_one_for_each_twenty(int rows, int extra)
    {
        Assert.Equal(extra, RequestWeights.ForRead("userFills").Extra(rows));
        Assert.Equal(0, RequestWeights.ForRead("meta").Extra(rows));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(39, 1)]
    [InlineData(40, 2)]
    [InlineData(79, 2)]
    [InlineData(80, 3)]
    public void An_action_costs_one_and_one_for_each_forty(int count, int weight) => Assert.Equal(weight, RequestWeights.ForAction("order", count).Weight);

    [Fact]
    public void Cancels_fences_and_fates_are_urgent()
    {
        Assert.All(["cancel", "cancelByCloid", "twapCancel", "scheduleCancel", "noop"], type => Assert.True(RequestWeights.ForAction(type, 1).Urgent));
        Assert.All(["order", "modify", "batchModify", "usdSend", "updateLeverage"], type => Assert.False(RequestWeights.ForAction(type, 1).Urgent));
        Assert.Equal(["exchangeStatus"], Reads().Select(row => (string)row[0]).Where(type => RequestWeights.ForRead(type).Urgent).Order());
    }

    [Fact]
    public async Task Who_polls_an_order_does_not_stand_before_cancels()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Info.Answer("orderStatus", """{"status":"unknownOid"}""");
        venue.Exchange.Reply = (_, _) => throw new HttpRequestException("lost");
        var result = await venue.Account.Orders.PlaceAsync(new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) });
        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        var limits = venue.Client.Limits;
        await limits.AcquireWeightAsync(new(limits.GetUsage().WeightLeft - limits.Budgets.ReservedWeight), default);

        var polled = venue.Account.User.GetOrderAsync(result.Request.Cloid!.Value);
        Assert.Equal((1, 0), (limits.GetUsage().Waiting, limits.GetUsage().WaitingUrgent));

        // What looks for the fate of an order goes first, and uses the reserve.
        await venue.Account.Orders.FindAsync(result).Guarded();
        Assert.False(polled.IsCompleted);
        venue.Time.Advance(TimeSpan.FromMinutes(1));
        await polled.Guarded();
    }

    [Theory]
    [InlineData("""{"action":{"type":"order","orders":[{"a":0,"t":{"limit":{"tif":"Gtc"}}},{"a":1}],"grouping":"na"},"nonce":1}""", 2)]
    [InlineData("""{"action":{"type":"cancel","cancels":[{"a":0,"o":1},{"a":0,"o":2},{"a":0,"o":3}]},"nonce":1}""", 3)]
    [InlineData("""{"action":{"type":"batchModify","modifies":[{"oid":1,"order":{"a":0}}]},"nonce":1}""", 1)]
    [InlineData("""{"action":{"type":"multiSig","payload":{"action":{"type":"order","orders":[{},{},{},{}]}}}}""", 4)]
    [InlineData("""{"action":{"type":"order","orders":[]}}""", 1)]
    [InlineData("""{"action":{"type":"setDisplayName","displayName":"orders"}}""", 1)]
    [InlineData("""{"action":{"type":"noop"}}""", 1)]
    public void The_orders_of_a_batch_are_counted(string body, int count) => Assert.Equal(count, new RawAction(JsonDocument.Parse(body).RootElement.GetProperty("action")).BatchSize);

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("""[{"a":[1,2]},{"b":[3]},[4,5],6,null]""", 5)]
    [InlineData("""{"rows":[1,2,3]}""", 0)]
    [InlineData("null", 0)]
    [InlineData("[1,2,", 0)]
    [InlineData("<html>", 0)]
    [InlineData("", 0)]
    public void The_rows_of_an_answer_are_counted(string answer, int rows) => Assert.Equal(rows, RequestWeights.CountRows(Encoding.UTF8.GetBytes(answer)));
}
