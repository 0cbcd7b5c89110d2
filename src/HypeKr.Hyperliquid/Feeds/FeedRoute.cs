using System.Collections.Frozen;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>How the messages of one type of subscription are known: by their channel, and by members that they share with the subscription.</summary>
internal sealed class FeedRoute
{
    public const string AllDexs = "ALL_DEXS";
    private const string AnyDex = "*";

    private static readonly TimeSpan Ticking = TimeSpan.FromMinutes(1);

    /// <summary>Every type of subscription. Source: the venue's page on subscriptions.</summary>
    private static readonly FrozenDictionary<string, FeedRoute> Routes = new FeedRoute[]
    {
        new("allMids", FeedSemantics.Whole, [("dex", "dex")], ticks: true),
        new("l2Book", FeedSemantics.Whole, [("coin", "coin")], ticks: true),
        new("bbo", FeedSemantics.Whole, [("coin", "coin")]),
        new("trades", FeedSemantics.Events, [("coin", "coin")]),
        new("candle", FeedSemantics.Whole, [("coin", "s"), ("interval", "i")]),
        new("activeAssetCtx", FeedSemantics.Whole, [("coin", "coin")], ticks: true) { OtherChannel = "activeSpotAssetCtx" },
        new("activeAssetData", FeedSemantics.Whole, [("user", "user"), ("coin", "coin")]),
        new("assetCtxs", FeedSemantics.Whole, [("dex", "dex")], ticks: true),
        new("allDexsAssetCtxs", FeedSemantics.Whole, [], ticks: true),
        new("spotAssetCtxs", FeedSemantics.Whole, [], ticks: true),
        new("fastAssetCtxs", FeedSemantics.WholeThenChanges, [], ticks: true),
        new("outcomeMetaUpdates", FeedSemantics.Events, []),
        new("notification", FeedSemantics.Events, []),
        new("orderUpdates", FeedSemantics.Events, []),
        new("userEvents", FeedSemantics.Events, []) { Channel = "user" },
        new("userFills", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("userFundings", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("userNonFundingLedgerUpdates", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("userHistoricalOrders", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("userTwapSliceFills", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("userTwapHistory", FeedSemantics.SnapshotThenChanges, [("user", "user")]),
        new("openOrders", FeedSemantics.Whole, [("user", "user"), ("dex", "dex")]),
        new("clearinghouseState", FeedSemantics.Whole, [("user", "user"), ("dex", "dex")]),
        new("allDexsClearinghouseState", FeedSemantics.Whole, [("user", "user")], ticks: true),
        new("spotState", FeedSemantics.Whole, [("user", "user")]),
        new("twapStates", FeedSemantics.Whole, [("user", "user"), ("dex", "dex")]),
        new("webData3", FeedSemantics.Whole, [("user", "user")], ticks: true) { Within = "userState" },
        new("webData2", FeedSemantics.Whole, [("user", "user")], ticks: true),
        new("explorerBlock", FeedSemantics.Events, [], ticks: true) { IsExplorer = true },
        new("explorerTxs", FeedSemantics.Events, [], ticks: true) { IsExplorer = true },
    }.ToFrozenDictionary(route => route.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FeedRoute> Channels = Routes.Values
        .SelectMany(route => route.ChannelNames.Select(channel => (channel, route)))
        .ToFrozenDictionary(pair => pair.channel, pair => pair.route, StringComparer.Ordinal);

    private readonly (string Sent, string Received)[] _members;
    private readonly bool _hasDex;

    private FeedRoute(string type, FeedSemantics semantics, (string Sent, string Received)[] members, bool ticks = false)
    {
        (Type, Channel, Semantics, _members) = (type, type, semantics, members);
        StaleAfter = ticks ? Ticking : null;
        _hasDex = members.Any(m => m.Sent == "dex");
    }

    public static IEnumerable<string> Types => Routes.Keys;

    public string Type { get; }

    public FeedSemantics Semantics { get; }

    /// <summary>How long it may be silent; null where it may be for ever.</summary>
    public TimeSpan? StaleAfter { get; }

    /// <summary>Whether it is had from the explorer's socket, whose messages are bare arrays.</summary>
    public bool IsExplorer { get; private init; }

    private string Channel { get; init; }

    /// <summary>A second channel: which one is used depends on the coin.</summary>
    private string? OtherChannel { get; init; }

    /// <summary>The object in the data that has the members.</summary>
    private string? Within { get; init; }

    private IEnumerable<string> ChannelNames => OtherChannel is null ? [Channel] : [Channel, OtherChannel];

    /// <summary>The route of a type. One that is not known is told from others by its channel alone, which is taken to be named as it is.</summary>
    public static FeedRoute For(string type) => Routes.TryGetValue(type, out var route) ? route : new FeedRoute(type, FeedSemantics.Events, []);

    /// <summary>The key under which a message finds its subscription, and a second one for a subscription to all dexs; null for a message that cannot belong to any.</summary>
    public static (string? Key, string? AllDexsKey) KeyOf(string channel, ReadOnlySpan<byte> data)
    {
        if (!Channels.TryGetValue(channel, out var route)) return (channel, null);
        if (route._members.Length == 0) return (route.Type, null);
        var reader = new Utf8JsonReader(data);
        reader.Read();

        // Of rows, the first tells for all.
        if (reader.TokenType == JsonTokenType.StartArray) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return (null, null);
        if (route.Within is { } within && !Enter(ref reader, within)) return (null, null);

        var values = new string[route._members.Length];
        Array.Fill(values, "");
        var found = 0;
        while (found < values.Length && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = -1;
            for (var i = 0; i < values.Length && index < 0; i++)
            {
                if (reader.ValueTextEquals(route._members[i].Received)) index = i;
            }

            reader.Read();
            if (index >= 0 && reader.TokenType == JsonTokenType.String)
            {
                values[index] = reader.GetString()!;
                found++;
            }
            else
            {
                reader.Skip();
            }
        }

        var key = route.Join(values);
        if (!route._hasDex) return (key, null);
        values[^1] = AllDexs;
        var allDexsKey = route.Join(values);
        return (key, allDexsKey == key ? null : allDexsKey);
    }

    /// <summary>The key of a subscription.</summary>
    public string KeyOf(JsonElement subscription) =>
        Join([.. _members.Select(m => SubscriptionRequest.Text(subscription, m.Sent) ?? "")]);

    private static bool Enter(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt) return reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        return false;
    }

    private string Join(string[] values)
    {
        if (values.Length == 0) return Type;
        for (var i = 0; i < values.Length; i++)
        {
            if (_members[i].Sent == "user") values[i] = values[i].ToLowerInvariant();
            else if (_members[i].Sent == "dex" && values[i] == AllDexs) values[i] = AnyDex;
        }

        return Type + "|" + string.Join('|', values);
    }
}
