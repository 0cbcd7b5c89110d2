using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Every subscription of the wire: subscribed to as written there, and all that its messages may hold arrives in the models.</summary>
public sealed class TypedFeedTests(ITestOutputHelper output)
{
    private static readonly int[] Seeds = [1, 2, 3];

    private static readonly string User = ChecklistRows.User;

    /// <summary>The checklist's shared shapes and the entries of this folder.</summary>
    private static readonly Grammar Wire = Grammar.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "HypeKr.Hyperliquid.Tests", "Wire", "Checklist", "grammar.txt")) + "\n"
        + File.ReadAllText(Path.Combine(Repository.Root, "tests", "HypeKr.Hyperliquid.Tests", "Feeds", "feeds.txt")));

    private static readonly Dictionary<string, FeedRow> All = new FeedRow[]
    {
        new("allMids", Call("{}", (v, o) => v.Client.Markets.SubscribeMidsAsync(null, o)), Call("""{"dex":"xyz"}""", (v, o) => v.Client.Markets.SubscribeMidsAsync("xyz", o)))
        {
            // A message without a dex is of the main dex.
            Patch = (data, call) => Set(data, "dex", call.Member("dex")),
        },
        new("l2Book",
            Call("""{"coin":"BTC"}""", (v, o) => v.Client.Markets.SubscribeBookAsync("BTC", options: o)),
            Call("""{"coin":"@107","nSigFigs":5,"mantissa":2,"fast":true}""", (v, o) => v.Client.Markets.SubscribeBookAsync("@107", 5, 2, true, o))),
        new("bbo", Call("""{"coin":"#10"}""", (v, o) => v.Client.Markets.SubscribeBestBidAskAsync("#10", o))),
        new("trades", Call("""{"coin":"xyz:GOLD"}""", (v, o) => v.Client.Markets.SubscribeTradesAsync("xyz:GOLD", o))) { Parts = Rows },
        new("candle", Call("""{"coin":"BTC","interval":"1M"}""", (v, o) => v.Client.Markets.SubscribeCandlesAsync("BTC", CandleInterval.OneMonth, o)))
        {
            Parts = data => data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : [data],
            Patch = (data, _) =>
            {
                foreach (var candle in data is JsonArray many ? many.ToArray() : [data]) (candle!["s"], candle["i"]) = ("BTC", "1M");
            },
        },
        new("activeAssetCtx", Call("""{"coin":"BTC"}""", (v, o) => v.Client.Markets.SubscribePerpContextAsync("BTC", o))),
        new("activeSpotAssetCtx", Call("""{"coin":"@107"}""", (v, o) => v.Client.Markets.SubscribeSpotContextAsync("@107", o))) { Type = "activeAssetCtx" },
        new("activeAssetData", Call($$"""{"user":"{{User}}","coin":"BTC"}""", (v, o) => Of(v).SubscribeActiveAssetDataAsync("BTC", o))),
        new("assetCtxs", Call("{}", (v, o) => v.Client.Markets.SubscribePerpContextsAsync(null, o)), Call("""{"dex":"xyz"}""", (v, o) => v.Client.Markets.SubscribePerpContextsAsync("xyz", o))),
        new("allDexsAssetCtxs", Call("{}", (v, o) => v.Client.Markets.SubscribeAllPerpContextsAsync(o))),
        new("spotAssetCtxs", Call("{}", (v, o) => v.Client.Markets.SubscribeSpotContextsAsync(o))),
        new("fastAssetCtxs", Call("{}", (v, o) => v.Client.Markets.SubscribeFastPricesAsync(o))) { Encode = Deflate },
        new("outcomeMetaUpdates", Call("{}", (v, o) => v.Client.Outcomes.SubscribeUpdatesAsync(o))) { Parts = data => Rows(data.GetProperty("updates")) },
        new("notification", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeNotificationsAsync(o))),
        new("orderUpdates", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeOrderUpdatesAsync(o))) { Parts = Rows },
        new("userEvents", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeEventsAsync(o))) { Channel = "user" },
        new("userFills",
            Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeFillsAsync(false, o)),
            Call($$"""{"user":"{{User}}","aggregateByTime":true}""", (v, o) => Of(v).SubscribeFillsAsync(true, o))) { Parts = data => Rows(data.GetProperty("fills")) },
        new("userFundings", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeFundingsAsync(o))) { Parts = data => Rows(data.GetProperty("fundings")) },
        new("userNonFundingLedgerUpdates", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeLedgerAsync(o))) { Parts = data => Rows(data.GetProperty("nonFundingLedgerUpdates")) },
        new("userHistoricalOrders", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeOrderHistoryAsync(o))) { Parts = data => Rows(data.GetProperty("orderHistory")) },
        new("userTwapSliceFills", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeTwapSliceFillsAsync(o))) { Parts = data => Rows(data.GetProperty("twapSliceFills")) },
        new("userTwapHistory", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeTwapHistoryAsync(o))) { Parts = data => Rows(data.GetProperty("history")) },
        new("openOrders",
            Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeOpenOrdersAsync(null, o)),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", (v, o) => Of(v).SubscribeOpenOrdersAsync("xyz", o)),
            Call($$"""{"user":"{{User}}","dex":"ALL_DEXS"}""", (v, o) => Of(v).SubscribeOpenOrdersAsync("ALL_DEXS", o))),
        new("clearinghouseState",
            Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribePerpStateAsync(null, o)),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", (v, o) => Of(v).SubscribePerpStateAsync("xyz", o))),
        new("allDexsClearinghouseState", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeAllPerpStatesAsync(o))),
        new("spotState",
            Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeSpotStateAsync(null, o)),
            Call($$"""{"user":"{{User}}","ignorePortfolioMargin":true}""", (v, o) => Of(v).SubscribeSpotStateAsync(true, o))),
        new("twapStates",
            Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeTwapStatesAsync(null, o)),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", (v, o) => Of(v).SubscribeTwapStatesAsync("xyz", o))),
        new("webData3", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeOverviewAsync(o))) { Patch = (data, call) => Set(data["userState"]!, "user", call.Member("user")) },
        new("webData2", Call($$"""{"user":"{{User}}"}""", (v, o) => Of(v).SubscribeWebDataAsync(o))),
        new("explorerBlock", Call("{}", (v, o) => v.Client.Explorer.SubscribeBlocksAsync(o))) { Parts = Rows, IsBare = true },
        new("explorerTxs", Call("{}", (v, o) => v.Client.Explorer.SubscribeTransactionsAsync(o))) { Parts = Rows, IsBare = true },
    }.ToDictionary(row => row.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Every_subscription_has_a_row_and_a_shape()
    {
        Assert.Equal(31, All.Count);
        Assert.Equal(FeedRoute.Types.Order(StringComparer.Ordinal), All.Values.Select(row => row.Type ?? row.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Wire.Entries.Keys.Where(k => k.StartsWith("ws ", StringComparison.Ordinal)).Order(StringComparer.Ordinal), All.Keys.Select(n => "ws " + n).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_subscribed_to_is_what_the_wire_says(string name)
    {
        var (row, entry) = (All[name], Wire.Entries["ws " + name]);
        var sent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in row.Calls)
        {
            using var venue = new ScriptedVenue();
            var subscribing = call.SubscribeAsync(venue, null);
            using var frame = JsonDocument.Parse(await (await venue.NextSocketAsync()).NextFrameAsync());

            Assert.Equal("subscribe", frame.RootElement.GetProperty("method").GetString());
            var expected = (JsonObject)JsonNode.Parse(call.Members)!;
            expected["type"] = row.Type ?? name;
            var subscription = frame.RootElement.GetProperty("subscription");
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(subscription.GetRawText())), $"{name} was to send {expected.ToJsonString()} and sent {subscription.GetRawText()}.");
            sent.UnionWith(subscription.EnumerateObject().Select(m => m.Name));
            venue.Client.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => subscribing.Guarded());
        }

        Assert.Equal(((ObjectShape)entry.Request).Members.Select(m => m.Name).Append("type").Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_message_of_the_grammar_arrives(string name)
    {
        var (row, entry) = (All[name], Wire.Entries["ws " + name]);
        foreach (var call in row.Calls)
        {
            using var venue = new ScriptedVenue();
            var (feed, socket) = await OpenAsync(venue, call);
            await using var reader = feed.GetAsyncEnumerator();
            var isFirst = true;
            foreach (var data in Seeds.SelectMany(seed => new ReplyGenerator(Wire, seed).Generate(entry.Reply)))
            {
                row.Prepare(data!, call);
                using var message = JsonDocument.Parse(data!.ToJsonString());
                var parts = (row.Parts?.Invoke(message.RootElement) ?? [message.RootElement]).ToList();
                socket.Say(row.Frame(data));
                foreach (var part in parts)
                {
                    Assert.True(await reader.MoveNextAsync().AsTask().Guarded());
                    var item = reader.Current;
                    Assert.True(item.Gap is null, item.Gap?.Detail);
                    var faults = Arrival.Faults(part, item.Value);
                    Assert.True(faults.Count == 0, $"{name}: {string.Join("\n", faults.Take(20))}\n{part.GetRawText()}");
                    Assert.Equal(IsSnapshot(row, message.RootElement, isFirst) ? FeedItemKind.Snapshot : FeedItemKind.Live, item.Kind);
                }

                isFirst &= parts.Count == 0;
            }

            Assert.False(isFirst);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_added_tomorrow_is_kept_and_what_is_broken_is_a_gap(string name)
    {
        var (row, entry) = (All[name], Wire.Entries["ws " + name]);
        var call = row.Calls[0];
        using var venue = new ScriptedVenue();
        var (feed, socket) = await OpenAsync(venue, call);
        await using var reader = feed.GetAsyncEnumerator();
        foreach (var twist in new[] { ReplyTwist.NewMembers, ReplyTwist.NewWords, ReplyTwist.NewElements, ReplyTwist.SwappedNumbers })
        {
            foreach (var data in new ReplyGenerator(Wire, 5, twist).Generate(entry.Reply))
            {
                row.Prepare(data!, call);
                using var message = JsonDocument.Parse(data!.ToJsonString());
                socket.Say(row.Frame(data));
                foreach (var part in row.Parts?.Invoke(message.RootElement) ?? [message.RootElement])
                {
                    await reader.MoveNextAsync().AsTask().Guarded();
                    Assert.True(reader.Current.Gap is null, reader.Current.Gap?.Detail);
                    Assert.Equal("", string.Join("\n", Arrival.Faults(part, reader.Current.Value, mayBeKept: true).Take(5)));
                }
            }
        }

        if (row.IsBare || row.Calls[0].Members != "{}" || name is "allMids" or "assetCtxs") return;
        socket.Say($$"""{"channel":"{{row.Channel ?? name}}","data":true}""");
        await reader.MoveNextAsync().AsTask().Guarded();
        Assert.Equal(FeedGapReason.Unreadable, reader.Current.Gap!.Reason);
    }

    /// <summary>What was recorded of the venue: the frame that subscribes, the acknowledgement, and a message.</summary>
    [SharedFact("hyperliquid/recorded")]
    [Trait("Category", "Vectors")]
    public void What_was_recorded_is_acknowledged_and_arrives()
    {
        const string Folder = "hyperliquid/recorded";
        var files = Directory.GetFiles(Path.Combine(Repository.SharedVectors, Folder), "ws-*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files) VectorFile.OpenShared($"{Folder}/{file}").Run(output, @case => CheckRecordedAsync(@case).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task The_first_prices_are_a_snapshot_and_the_next_are_changes()
    {
        using var venue = new ScriptedVenue();
        var subscribing = venue.Client.Markets.SubscribeFastPricesAsync();
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        socket.Say(Prices("""{"BTC":{"markPx":"1.5","midPx":null},"ETH":{"markPx":"2"}}"""));
        socket.Say(Prices("""{"ETH":{"midPx":"2.5"}}"""));

        var all = await reader.NextAsync();
        Assert.Equal((FeedItemKind.Snapshot, 2, 1.5m, (decimal?)null), (all.Kind, all.Value.Count, all.Value["BTC"].MarkPrice, all.Value["BTC"].MidPrice));
        var changed = await reader.NextAsync();
        Assert.Equal((FeedItemKind.Live, 1, 2.5m), (changed.Kind, changed.Value.Count, changed.Value["ETH"].MidPrice));
        foreach (var broken in new[] { "not base64!", "AAAA" })
        {
            socket.Say($$"""{"channel":"fastAssetCtxs","data":"{{broken}}"}""");
            Assert.Equal(FeedGapReason.Unreadable, (await reader.NextAsync()).Gap!.Reason);
        }

        static string Prices(string json) => $$"""{"channel":"fastAssetCtxs","data":{{Deflate(JsonNode.Parse(json)!).ToJsonString()}}}""";
    }

    [Fact]
    public async Task What_inflates_beyond_all_measure_is_a_gap()
    {
        using var venue = new ScriptedVenue();
        var subscribing = venue.Client.Markets.SubscribeFastPricesAsync();
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        socket.Say($$"""{"channel":"fastAssetCtxs","data":{{Deflate(JsonValue.Create(new string(' ', 20_000_000))).ToJsonString()}}}""");

        Assert.Contains("16 MiB", (await reader.NextAsync()).Gap!.Detail);
    }

    [Fact]
    public async Task Best_prices_may_be_missing()
    {
        using var venue = new ScriptedVenue();
        var subscribing = venue.Client.Markets.SubscribeBestBidAskAsync("BTC");
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        socket.Say("""{"channel":"bbo","data":{"coin":"BTC","time":1,"bbo":[null,{"px":"2","sz":"3","n":1}]}}""");

        var value = (await reader.NextAsync()).Value;

        Assert.Null(value.Bid);
        Assert.Equal(2, value.Ask!.Price);
    }

    [Fact]
    public async Task Coins_and_choices_are_checked_before_anything_is_opened()
    {
        using var venue = new ScriptedVenue();
        var markets = venue.Client.Markets;

        await Assert.ThrowsAsync<UnknownCoinException>(() => markets.SubscribeTradesAsync("NOSUCH"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => markets.SubscribeBookAsync("BTC", 6));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => markets.SubscribeBookAsync("BTC", 4, 2));
        await Assert.ThrowsAsync<ArgumentException>(() => markets.SubscribeCandlesAsync("BTC", default));
        await Assert.ThrowsAnyAsync<Exception>(() => markets.SubscribeMidsAsync("no such dex"));

        Assert.Equal(0, venue.Attempts);
    }

    private static async Task CheckRecordedAsync(JsonElement @case)
    {
        var (subscribe, ack, messages) = (Many(@case.GetProperty("subscribe")), Many(@case.GetProperty("ack")), Many(@case.GetProperty("message")));
        using var venue = new ScriptedVenue();
        var feeds = new List<Task<Feed<JsonElement>>>();
        ScriptedSocket? socket = null;
        foreach (var expected in subscribe)
        {
            feeds.Add(venue.Client.Raw.SubscribeAsync(expected.GetProperty("subscription")));
            socket ??= await venue.NextSocketAsync();
            using var frame = JsonDocument.Parse(await socket.NextFrameAsync());
            Assert.True(JsonElement.DeepEquals(expected, frame.RootElement));
        }

        foreach (var each in ack) socket!.Say(each.GetRawText());
        foreach (var each in messages) socket!.Say(each.GetRawText());
        var seen = new List<string>();
        foreach (var feed in feeds)
        {
            await using var reader = (await feed.Guarded()).GetAsyncEnumerator();
            seen.Add((await reader.NextAsync()).Value.GetRawText());
        }

        Assert.Equal(messages.Select(m => m.GetProperty("data").GetRawText()).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));

        // One at a time also through the typed method, where the recording is whole.
        if (subscribe.Count == 1) await CheckTypedAsync(subscribe[0].GetProperty("subscription"), messages[0]);
    }

    private static async Task CheckTypedAsync(JsonElement subscription, JsonElement message)
    {
        var type = subscription.GetProperty("type").GetString()!;
        using var venue = new ScriptedVenue();
        var coin = SubscriptionRequest.Text(subscription, "coin");
        if (coin is not null) venue.Venue.Info.Answer("meta", $$"""{"universe":[{"name":"{{coin}}","szDecimals":2,"maxLeverage":5}],"collateralToken":0}""");
        Func<FeedOptions, Task<FeedProbe>> subscribeAsync = type switch
        {
            "allMids" => o => ProbeAsync(venue.Client.Markets.SubscribeMidsAsync(options: o)),
            "bbo" => o => ProbeAsync(venue.Client.Markets.SubscribeBestBidAskAsync(coin!, o)),
            "l2Book" => o => ProbeAsync(venue.Client.Markets.SubscribeBookAsync(coin!, options: o)),
            "trades" => o => ProbeAsync(venue.Client.Markets.SubscribeTradesAsync(coin!, o)),
            "candle" => o => ProbeAsync(venue.Client.Markets.SubscribeCandlesAsync(coin!, new(subscription.GetProperty("interval").GetString()!), o)),
            _ => o => All[type].Calls[0].SubscribeAsync(venue, o),
        };
        var (feed, socket) = await OpenAsync(venue, new("{}", (_, o) => subscribeAsync(o!)));
        socket.Say(message.GetRawText());
        await using var reader = feed.GetAsyncEnumerator();
        foreach (var part in All[type].Parts?.Invoke(message.GetProperty("data")) ?? [message.GetProperty("data")])
        {
            Assert.True(await reader.MoveNextAsync().AsTask().Guarded());
            Assert.Equal("", string.Join("\n", Arrival.Faults(part, reader.Current.Value)));
        }
    }

    private static async Task<(FeedProbe Feed, ScriptedSocket Socket)> OpenAsync(ScriptedVenue venue, FeedCall call)
    {
        var subscribing = call.SubscribeAsync(venue, new FeedOptions { SlowReader = SlowReaderPolicy.Fail });
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        return (await subscribing.Guarded(), socket);
    }

    private static bool IsSnapshot(FeedRow row, JsonElement data, bool isFirst) => FeedRoute.For(row.Type ?? row.Name).Semantics switch
    {
        FeedSemantics.Whole or FeedSemantics.WholeThenChanges => isFirst,
        FeedSemantics.SnapshotThenChanges => data.TryGetProperty("isSnapshot", out var flag) && flag.GetBoolean(),
        _ => false,
    };

    private static UserView Of(ScriptedVenue venue) => venue.Client.ForUser(TestVenue.UserAddress);

    private static FeedCall Call<T>(string members, Func<ScriptedVenue, FeedOptions?, Task<Feed<T>>> subscribe) => new(members, (venue, options) => ProbeAsync(subscribe(venue, options)));

    private static async Task<FeedProbe> ProbeAsync<T>(Task<Feed<T>> feed) => new(Boxed(await feed));

    private static async IAsyncEnumerable<FeedItem<object?>> Boxed<T>(Feed<T> feed)
    {
        await foreach (var item in feed)
        {
            yield return item.Gap is { } gap ? new(gap, item.ReceivedAt) : new(item.Value, item.Kind == FeedItemKind.Snapshot, item.ReceivedAt, item.Skipped);
        }
    }

    private static IEnumerable<JsonElement> Rows(JsonElement data) => data.EnumerateArray();

    private static List<JsonElement> Many(JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    private static void Set(JsonNode data, string name, string? value)
    {
        if (value is null) data.AsObject().Remove(name);
        else data[name] = value;
    }

    private static JsonValue Deflate(JsonNode json)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Encoding.UTF8.GetBytes(json.ToJsonString()));
        return JsonValue.Create(Convert.ToBase64String(compressed.ToArray()));
    }

    /// <summary>A feed of any type.</summary>
    private sealed class FeedProbe(IAsyncEnumerable<FeedItem<object?>> items)
    {
        public IAsyncEnumerator<FeedItem<object?>> GetAsyncEnumerator() => items.GetAsyncEnumerator();
    }

    private sealed record FeedCall(string Members, Func<ScriptedVenue, FeedOptions?, Task<FeedProbe>> SubscribeAsync)
    {
        public string? Member(string name)
        {
            using var document = JsonDocument.Parse(Members);
            return SubscriptionRequest.Text(document.RootElement, name);
        }
    }

    /// <summary>A subscription and the calls that together send all its members.</summary>
    private sealed record FeedRow(string Name, params FeedCall[] Calls)
    {
        /// <summary>The wire type, where the name is that of a channel.</summary>
        public string? Type { get; init; }

        public string? Channel { get; init; }

        /// <summary>Whether a message is the data alone.</summary>
        public bool IsBare { get; init; }

        /// <summary>The parts of the data that are values; null is the data itself.</summary>
        public Func<JsonElement, IEnumerable<JsonElement>>? Parts { get; init; }

        /// <summary>Puts in by what the message is told from others.</summary>
        public Action<JsonNode, FeedCall>? Patch { get; init; }

        public Func<JsonNode, JsonNode>? Encode { get; init; }

        public void Prepare(JsonNode data, FeedCall call)
        {
            if (Patch is not null)
            {
                Patch(data, call);
                return;
            }

            foreach (var (sent, _) in JsonNode.Parse(call.Members)!.AsObject().Where(m => m.Key is "coin" or "user" or "dex").ToList())
            {
                foreach (var row in data is JsonArray many ? many.ToArray() : [data])
                {
                    if (row is JsonObject members && members.ContainsKey(sent)) members[sent] = call.Member(sent);
                }
            }

            if (call.Member("dex") is null && data is JsonObject whole && whole.ContainsKey("dex")) whole["dex"] = "";
        }

        public string Frame(JsonNode data) => IsBare
            ? data.ToJsonString()
            : $$"""{"channel":"{{Channel ?? Name}}","data":{{(Encode?.Invoke(data) ?? data).ToJsonString()}}}""";
    }
}
