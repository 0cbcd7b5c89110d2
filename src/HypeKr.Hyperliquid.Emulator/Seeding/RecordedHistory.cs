using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Recorded orders, fills and candles of the real venue, read as seeds.</summary>
internal static class RecordedHistory
{
    public static IReadOnlyList<AccountSeed> Accounts(string directory)
    {
        var accounts = new Dictionary<EthereumAddress, (List<OrderSeed> Orders, List<FillSeed> Fills)>();
        foreach (var (user, response) in OfUsers(directory, "info-openOrders.json")) AddOrders(user, response.EnumerateArray().Select(o => Order(o, null)));
        foreach (var (user, response) in OfUsers(directory, "info-frontendOpenOrders.json"))
        {
            var children = response.EnumerateArray().SelectMany(o => o.GetProperty("children").EnumerateArray()).Select(c => c.GetProperty("oid").GetInt64()).ToHashSet();
            AddOrders(user, response.EnumerateArray().Where(o => !children.Contains(o.GetProperty("oid").GetInt64())).Select(o => Order(o, null)));
        }

        foreach (var (user, response) in OfUsers(directory, "info-historicalOrders.json"))
        {
            AddOrders(user, response.EnumerateArray().Select(r => Order(r.GetProperty("order"), r)));
        }

        foreach (var (user, response) in OfUsers(directory, "info-userFills.json")) Of(user).Fills.AddRange(response.EnumerateArray().Select(Fill).Reverse());
        var (updates, fundings) = (Longest(directory, "info-userNonFundingLedgerUpdates.json"), Longest(directory, "info-userFunding.json"));
        var (stakes, agents) = (Longest(directory, "info-delegatorHistory.json"), Longest(directory, "info-extraAgents.json"));
        foreach (var user in updates.Keys.Concat(fundings.Keys).Concat(stakes.Keys).Concat(agents.Keys)) Of(user);
        return
        [
            .. accounts.Select(a => new AccountSeed
            {
                Address = a.Key,
                Orders = a.Value.Orders,
                Fills = a.Value.Fills,
                LedgerUpdates = Rows(updates, a.Key),
                Fundings = Rows(fundings, a.Key),
                StakingHistory = Rows(stakes, a.Key),
                Agents = agents.TryGetValue(a.Key, out var named) ? [.. named.EnumerateArray().Select(Agent)] : [],
            }),
        ];

        void AddOrders(EthereumAddress user, IEnumerable<OrderSeed> orders) => Of(user).Orders.AddRange(orders);

        (List<OrderSeed> Orders, List<FillSeed> Fills) Of(EthereumAddress user)
        {
            if (!accounts.TryGetValue(user, out var lists)) accounts[user] = lists = ([], []);
            return lists;
        }
    }

    /// <summary>The longest answer for each user.</summary>
    private static Dictionary<EthereumAddress, JsonElement> Longest(string directory, string name) =>
        OfUsers(directory, name).GroupBy(c => c.User).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Response.GetArrayLength()).Response);

    private static string[] Rows(Dictionary<EthereumAddress, JsonElement> histories, EthereumAddress user) =>
        histories.TryGetValue(user, out var rows) ? [.. rows.EnumerateArray().Select(r => r.GetRawText())] : [];

    private static AgentSeed Agent(JsonElement agent) => new(
        EthereumAddress.Parse(agent.GetProperty("address").GetString()!),
        agent.GetProperty("name").GetString()!,
        DateTimeOffset.FromUnixTimeMilliseconds(agent.GetProperty("validUntil").GetInt64()));

    public static IReadOnlyList<CandleSeed> Candles(string directory) =>
    [
        .. RecordedSeed.Cases(directory, "info-candleSnapshot.json").SelectMany(c => c.GetProperty("response").EnumerateArray()).Select(c => new CandleSeed
        {
            Coin = c.GetProperty("s").GetString()!,
            Interval = c.GetProperty("i").GetString()!,
            Start = c.GetProperty("t").GetInt64(),
            Open = Number(c, "o"),
            Close = Number(c, "c"),
            High = Number(c, "h"),
            Low = Number(c, "l"),
            Volume = Number(c, "v"),
            Trades = c.GetProperty("n").GetInt32(),
        }),
    ];

    /// <summary>The cases whose request names the user: without it nobody knows whose they are.</summary>
    private static IEnumerable<(EthereumAddress User, JsonElement Response)> OfUsers(string directory, string name)
    {
        foreach (var @case in RecordedSeed.Cases(directory, name))
        {
            if (@case.TryGetProperty("request", out var request) && request.ValueKind == JsonValueKind.Object && request.TryGetProperty("user", out var user))
            {
                yield return (EthereumAddress.Parse(user.GetString()!), @case.GetProperty("response"));
            }
        }
    }

    private static OrderSeed Order(JsonElement order, JsonElement? record)
    {
        var type = Text(order, "orderType") ?? "Limit";
        var isTrigger = order.TryGetProperty("isTrigger", out var trigger) && trigger.GetBoolean();
        return new OrderSeed
        {
            Coin = order.GetProperty("coin").GetString()!,
            OrderId = order.GetProperty("oid").GetInt64(),
            IsBuy = order.GetProperty("side").GetString() == "B",
            Price = Number(order, "limitPx"),
            Size = Number(order, "sz"),
            OriginalSize = order.TryGetProperty("origSz", out _) ? Number(order, "origSz") : null,
            Time = order.GetProperty("timestamp").GetInt64(),
            TimeInForce = Text(order, "tif") ?? "Gtc",
            ReduceOnly = order.TryGetProperty("reduceOnly", out var reduceOnly) && reduceOnly.GetBoolean(),
            ClientOrderId = Text(order, "cloid"),
            TriggerPrice = isTrigger ? Number(order, "triggerPx") : null,
            IsStop = type.StartsWith("Stop", StringComparison.Ordinal),
            IsMarket = type.EndsWith("Market", StringComparison.Ordinal),
            IsPositionTpsl = order.TryGetProperty("isPositionTpsl", out var tpsl) && tpsl.GetBoolean(),
            Children = order.TryGetProperty("children", out var children) ? [.. children.EnumerateArray().Select(c => Order(c, null))] : [],
            Status = record is { } r ? r.GetProperty("status").GetString()! : "open",
            StatusTime = record?.GetProperty("statusTimestamp").GetInt64(),
        };
    }

    private static FillSeed Fill(JsonElement fill) => new()
    {
        Coin = fill.GetProperty("coin").GetString()!,
        IsBuy = fill.GetProperty("side").GetString() == "B",
        Price = Number(fill, "px"),
        Size = Number(fill, "sz"),
        Time = fill.GetProperty("time").GetInt64(),
        StartPosition = Number(fill, "startPosition"),
        Direction = fill.GetProperty("dir").GetString()!,
        ClosedPnl = Number(fill, "closedPnl"),
        Hash = Hash32.Parse(fill.GetProperty("hash").GetString()),
        OrderId = fill.GetProperty("oid").GetInt64(),
        Crossed = fill.GetProperty("crossed").GetBoolean(),
        Fee = Number(fill, "fee"),
        FeeToken = Text(fill, "feeToken") ?? "USDC",
        TradeId = fill.TryGetProperty("tid", out var tid) ? tid.GetInt64() : null,
        BuilderFee = fill.TryGetProperty("builderFee", out _) ? Number(fill, "builderFee") : 0,
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
