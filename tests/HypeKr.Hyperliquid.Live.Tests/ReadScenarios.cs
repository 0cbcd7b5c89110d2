using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>What the venue's public data decides. Nothing is signed.</summary>
internal static class ReadScenarios
{
    public static IEnumerable<LiveScenario> All =>
    [
        new("public-reads", "asks every read about markets, and compares each reply with its model", "wire section 7: every shape", Trades: false, ReadMarketsAsync) { OnEmulator = "as modelled" },
        new("user-reads", "asks every read about one user, and compares each reply with its model", "wire section 7: every shape", Trades: false, ReadUserAsync) { OnEmulator = "as modelled" },
        new("mids-of-all-dexs", "asks allMids with dex ALL_DEXS", "wire section 12: allMids with dex ALL_DEXS", Trades: false, MidsOfAllDexsAsync),
        new("outcome-mids", "reads allMids and looks for outcomes in it", "wire section 8.3: whether the main dex's mids hold outcomes", Trades: false, OutcomeMidsAsync),
        new("outcome-sizes", "reads books of outcomes and counts the decimals of their sizes and prices", "wire sections 2.5, 11.9 and 12: decimals and size step of outcomes", Trades: false, OutcomeSizesAsync),
        new("trades-first-message", "subscribes to trades and looks at the times in the first message", "wire section 8.3: whether the first message holds recent trades", Trades: false, TradesFirstMessageAsync),
        new("posts", "asks the same over HTTP and over a socket, and something that does not exist", "wire section 8.1: the form of an error in place of an answer", Trades: false, PostsAsync) { OnEmulator = "same answer" },
        new("block-time", "subscribes to blocks and measures the time between them", "wire section 11.8: the step of block time", Trades: false, BlockTimeAsync),
        new("unknown-read", "asks something that does not exist", "wire section 6.1: the form of a refusal", Trades: false, UnknownReadAsync) { OnEmulator = "HTTP 422" },
    ];

    private static async Task ReadMarketsAsync(LiveVenue venue)
    {
        var markets = venue.Client.Markets;
        var since = venue.Time.GetUtcNow().AddHours(-2);
        await ReadAllAsync(venue, venue.Emulator is null ? 20 : 8,
        [
            ("meta", () => venue.CompareAsync<object?>("meta", async () => await markets.GetPerpMetaAsync())),
            ("spotMeta", () => venue.CompareAsync<object?>("spotMeta", async () => await markets.GetSpotMetaAsync())),
            ("perpDexs", () => venue.CompareAsync("perpDexs", () => markets.GetPerpDexsAsync())),
            ("metaAndAssetCtxs", () => venue.CompareAsync("metaAndAssetCtxs", () => markets.GetPerpMarketsAsync())),
            ("spotMetaAndAssetCtxs", () => venue.CompareAsync("spotMetaAndAssetCtxs", () => markets.GetSpotMarketsAsync())),
            ("allPerpMetas", () => venue.CompareAsync("allPerpMetas", () => markets.GetAllPerpMetasAsync())),
            ("predictedFundings", () => venue.CompareAsync("predictedFundings", () => markets.GetPredictedFundingsAsync())),
            ("perpsAtOpenInterestCap", () => venue.CompareAsync("perpsAtOpenInterestCap", () => markets.GetPerpsAtOpenInterestCapAsync())),
            ("maxMarketOrderNtls", () => venue.CompareAsync("maxMarketOrderNtls", () => markets.GetMarketOrderCapsAsync())),
            ("perpCategories", () => venue.CompareAsync("perpCategories", () => markets.GetPerpCategoriesAsync())),
            ("perpConciseAnnotations", () => venue.CompareAsync("perpConciseAnnotations", () => markets.GetPerpAnnotationsAsync())),
            ("tokenConciseAnnotations", () => venue.CompareAsync("tokenConciseAnnotations", () => markets.GetTokenAnnotationsAsync())),
            ("usdcRouting", () => venue.CompareAsync("usdcRouting", () => markets.GetUsdcRoutingAsync())),
            ("exchangeStatus", () => venue.CompareAsync("exchangeStatus", () => markets.GetExchangeStatusAsync())),
            ("l2Book", () => venue.CompareAsync("l2Book", () => markets.GetBookAsync(venue.Coin))),
            ("recentTrades", () => venue.CompareAsync("recentTrades", () => markets.GetRecentTradesAsync(venue.Coin))),
            ("candleSnapshot", () => venue.CompareAsync("candleSnapshot", () => markets.GetCandlesAsync(venue.Coin, new CandleInterval("1m"), since))),
            ("fundingHistory", () => venue.CompareAsync("fundingHistory", () => markets.GetFundingHistoryAsync(venue.Coin, since.AddDays(-1)))),
            ("outcomeMeta", () => venue.CompareAsync("outcomeMeta", () => venue.Client.Outcomes.GetMetaAsync())),
            ("outcomeTemplates", () => venue.CompareAsync("outcomeTemplates", () => venue.Client.Outcomes.GetTemplatesAsync())),
        ]);
    }

    private static async Task ReadUserAsync(LiveVenue venue)
    {
        var user = venue.Client.ForUser(venue.User.IsZero ? await FindTraderAsync(venue) : venue.User);
        var since = venue.Time.GetUtcNow().AddDays(-30);
        await ReadAllAsync(venue, venue.Emulator is null ? 20 : 6,
        [
            ("userRole", () => venue.CompareAsync("userRole", () => user.GetRoleAsync())),
            ("clearinghouseState", () => venue.CompareAsync("clearinghouseState", () => user.GetPerpStateAsync())),
            ("spotClearinghouseState", () => venue.CompareAsync("spotClearinghouseState", () => user.GetSpotStateAsync())),
            ("openOrders", () => venue.CompareAsync("openOrders", () => user.GetOpenOrdersAsync())),
            ("frontendOpenOrders", () => venue.CompareAsync("frontendOpenOrders", () => user.GetOpenOrderDetailsAsync())),
            ("historicalOrders", () => venue.CompareAsync("historicalOrders", () => user.GetOrderHistoryAsync())),
            ("userFills", () => venue.CompareAsync("userFills", () => user.GetFillsAsync())),
            ("userFillsByTime", () => venue.CompareAsync("userFillsByTime", () => user.GetFillsByTimeAsync(since))),
            ("twapHistory", () => venue.CompareAsync("twapHistory", () => user.GetTwapHistoryAsync())),
            ("userTwapSliceFills", () => venue.CompareAsync("userTwapSliceFills", () => user.GetTwapSliceFillsAsync())),
            ("userFunding", () => venue.CompareAsync("userFunding", () => user.GetFundingPaymentsAsync(since))),
            ("userNonFundingLedgerUpdates", () => venue.CompareAsync("userNonFundingLedgerUpdates", () => user.GetLedgerUpdatesAsync(since))),
            ("activeAssetData", () => venue.CompareAsync("activeAssetData", () => user.GetActiveAssetDataAsync(venue.Coin))),
            ("userFees", () => venue.CompareAsync("userFees", () => user.GetFeesAsync())),
            ("userRateLimit", () => venue.CompareAsync("userRateLimit", () => user.GetRateLimitAsync())),
            ("portfolio", () => venue.CompareAsync("portfolio", () => user.GetPortfolioAsync())),
            ("extraAgents", () => venue.CompareAsync("extraAgents", () => user.GetAgentsAsync())),
            ("subAccounts2", () => venue.CompareAsync("subAccounts2", () => user.GetMultiDexSubAccountsAsync())),
            ("referral", () => venue.CompareAsync("referral", () => user.GetReferralStateAsync())),
            ("delegations", () => venue.CompareAsync("delegations", () => user.GetDelegationsAsync())),
            ("delegatorSummary", () => venue.CompareAsync("delegatorSummary", () => user.GetDelegatorSummaryAsync())),
            ("delegatorHistory", () => venue.CompareAsync("delegatorHistory", () => user.GetDelegatorHistoryAsync())),
            ("delegatorRewards", () => venue.CompareAsync("delegatorRewards", () => user.GetDelegatorRewardsAsync())),
            ("userVaultEquities", () => venue.CompareAsync("userVaultEquities", () => user.GetVaultEquitiesAsync())),
            ("leadingVaults", () => venue.CompareAsync("leadingVaults", () => user.GetLeadingVaultsAsync())),
            ("borrowLendUserState", () => venue.CompareAsync("borrowLendUserState", () => user.GetBorrowLendStateAsync())),
            ("webData2", () => venue.CompareAsync("webData2", () => user.GetWebDataAsync())),
        ]);
    }

    private static async Task ReadAllAsync(LiveVenue venue, int least, (string Name, Func<Task> Run)[] reads)
    {
        var (compared, faults) = (0, new List<string>());
        foreach (var (name, run) in reads)
        {
            try
            {
                await run();
                compared++;
            }
            catch (TransportException e) when (venue.Emulator is not null && e.StatusCode is 422 or 500)
            {
                // The emulator answers what trading needs.
            }
            catch (Exception e)
            {
                faults.Add($"{name}: {e.Message}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(compared >= least, FormattableString.Invariant($"Only {compared} replies were compared."));
        venue.Decide("as modelled", FormattableString.Invariant($"{compared} replies"));
    }

    /// <summary>Somebody whose account is not empty: whoever traded last.</summary>
    private static async Task<EthereumAddress> FindTraderAsync(LiveVenue venue)
    {
        await using var trades = await venue.Client.Markets.SubscribeTradesAsync(venue.Coin);
        await foreach (var item in trades)
        {
            if (item.TryGetValue(out var trade) && trade.Users is { Buyer: { } buyer }) return buyer;
        }

        throw new InvalidOperationException("Nobody trades.");
    }

    private static async Task MidsOfAllDexsAsync(LiveVenue venue)
    {
        try
        {
            var mids = await RawAsync(venue, """{"type":"allMids","dex":"ALL_DEXS"}""");
            venue.Decide(mids.ValueKind == JsonValueKind.Object && mids.EnumerateObject().Any(m => m.Name.Contains(':')) ? "accepted, with builder dexs" : "accepted, without builder dexs");
        }
        catch (TransportException e)
        {
            venue.Decide("refused", e.Message);
        }
    }

    private static async Task OutcomeMidsAsync(LiveVenue venue)
    {
        var mids = await RawAsync(venue, """{"type":"allMids"}""");
        venue.Decide(mids.EnumerateObject().Any(m => m.Name.StartsWith('#')) ? "outcomes are among the mids" : "outcomes are not among the mids");
    }

    private static async Task OutcomeSizesAsync(LiveVenue venue)
    {
        var meta = await venue.Client.Outcomes.GetMetaAsync();
        var (sizes, prices, books) = (0, 0, 0);
        foreach (var outcome in (meta.Outcomes ?? []).Take(10))
        {
            if (await venue.Client.Markets.GetBookAsync(FormattableString.Invariant($"#{outcome.Outcome * 10}")) is not { } book) continue;
            books++;
            foreach (var level in book.Bids.Concat(book.Asks)) (sizes, prices) = (Math.Max(sizes, Decimals(level.Size)), Math.Max(prices, Decimals(level.Price)));
        }

        venue.Decide(books == 0 ? "no books of outcomes" : FormattableString.Invariant($"sizes have up to {sizes} decimals, prices up to {prices}"), FormattableString.Invariant($"{books} books"));

        static int Decimals(decimal value) => (value / 1.0000000000000000000000000000m).Scale;
    }

    private static async Task TradesFirstMessageAsync(LiveVenue venue)
    {
        var asked = venue.Time.GetUtcNow();
        await using var trades = await venue.Client.Markets.SubscribeTradesAsync(venue.Coin);
        venue.Emulator?.Admin.PrintTrade(venue.Coin, takerBuys: true, 60_000, 0.001m);
        await foreach (var item in trades)
        {
            if (!item.TryGetValue(out var trade)) continue;
            venue.Decide(trade.Time < asked ? "the first message holds older trades" : "the first message holds what came since");
            return;
        }
    }

    private static async Task PostsAsync(LiveVenue venue)
    {
        using var posting = venue.CreateSocketClient();
        var overHttp = await venue.Client.Markets.GetPerpMetaAsync();
        var overSocket = await posting.Markets.GetPerpMetaAsync();
        Assert.Equal(overHttp.Universe?.Select(perp => perp.Name), overSocket.Universe?.Select(perp => perp.Name));
        venue.Decide("same answer");
        try
        {
            await posting.Raw.InfoAsync("""{"type":"hypekrDoesNotExist"}"""u8.ToArray());
            venue.Decide("what does not exist is answered");
        }
        catch (TransportException e)
        {
            venue.Decide("error", e.Body ?? e.Message);
        }
    }

    private static async Task BlockTimeAsync(LiveVenue venue)
    {
        if (venue.Emulator is not null)
        {
            venue.Decide("not asked of an emulator");
            return;
        }

        await using var blocks = await venue.Client.Explorer.SubscribeBlocksAsync();
        var times = new List<DateTimeOffset>();
        await foreach (var item in blocks)
        {
            if (item.TryGetValue(out var block) && block.Time is { } time) times.Add(time);
            if (times.Count == 50) break;
        }

        times.Sort();
        venue.Decide(FormattableString.Invariant($"{(times[^1] - times[0]).TotalMilliseconds / (times.Count - 1):0} ms"), "between blocks, over 50");
    }

    private static async Task UnknownReadAsync(LiveVenue venue)
    {
        var refused = await Assert.ThrowsAsync<TransportException>(() => RawAsync(venue, """{"type":"hypekrDoesNotExist"}"""));
        venue.Decide(FormattableString.Invariant($"HTTP {refused.StatusCode}"), refused.Body);
    }

    private static Task<JsonElement> RawAsync(LiveVenue venue, string json) => venue.Client.Raw.InfoAsync(System.Text.Encoding.UTF8.GetBytes(json));
}
