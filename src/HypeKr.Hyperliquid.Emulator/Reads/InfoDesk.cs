using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Answers <c>POST /info</c>.</summary>
internal sealed class InfoDesk(Venue venue)
{
    private readonly MarketReads _markets = new(venue);
    private readonly AccountReads _accounts = new(venue);
    private readonly LedgerReads _ledger = new(venue);
    private readonly ContextReads _contexts = new(venue);
    private readonly UserReads _users = new(venue);
    private readonly VaultReads _vaults = new(venue);
    private readonly VenueReads _venue = new(venue);

    public EmulatorReply Handle(ReadOnlyMemory<byte> body)
    {
        using var document = WireShape.Parse(body);
        var request = new WireShape(document.RootElement, "");
        var type = request.Member("type");
        return type.Text() switch
        {
            "meta" => InDex(request, MarketReads.Meta),
            "spotMeta" => JsonReply.Of(_markets.SpotMeta),
            "perpDexs" => JsonReply.Of(_markets.PerpDexs),
            "outcomeMeta" => JsonReply.Of(_markets.OutcomeMeta),
            "allMids" => InDex(request, _markets.AllMids),
            "l2Book" => _markets.L2Book(request),
            "exchangeStatus" => JsonReply.Of(ExchangeStatus),
            "clearinghouseState" => InDex(request, (dex, writer) => _accounts.ClearinghouseState(User(request), dex, writer)),
            "spotClearinghouseState" => JsonReply.Of(writer => AccountReads.SpotClearinghouseState(User(request), writer)),
            "userRole" => JsonReply.Of(writer => _accounts.UserRole(request.Member("user").Address(), writer)),
            "extraAgents" => JsonReply.Of(writer => _accounts.ExtraAgents(User(request), writer)),
            "openOrders" => OpenOrders(request),
            "orderStatus" => JsonReply.Of(writer => OrderReads.OrderStatus(User(request), request.Member("oid"), venue.Now - venue.Variants.Lag, writer)),
            "frontendOpenOrders" => InDex(request, (dex, writer) => OrderReads.FrontendOpenOrders(User(request), dex.Name, writer)),
            "historicalOrders" => JsonReply.Of(writer => OrderReads.HistoricalOrders(User(request), writer)),
            "userFills" => OrderReads.UserFills(User(request), request),
            "userFillsByTime" => OrderReads.UserFillsByTime(User(request), request, venue.Now),
            "userTwapSliceFills" => OrderReads.TwapSliceFills(User(request)),
            "userTwapSliceFillsByTime" => OrderReads.TwapSliceFillsByTime(User(request), request, venue.Now),
            "twapHistory" => OrderReads.TwapHistory(User(request)),
            "recentTrades" => TradeReads.RecentTrades(venue, request),
            "candleSnapshot" => TradeReads.CandleSnapshot(venue, request),
            var other => Others(other, request) ?? throw type.Wrong("a read that the emulator answers (its README lists them)"),
        };
    }

    private EmulatorReply? Others(string type, WireShape request) =>
        _ledger.Handle(type, request) ?? _contexts.Handle(type, request) ?? _users.Handle(type, request) ?? _vaults.Handle(type, request) ?? _venue.Handle(type, request);

    /// <summary>The account asked about; null when the address has none, an agent's among them.</summary>
    private Account? User(WireShape request) => venue.Account(request.Member("user").Address());

    private EmulatorReply InDex(WireShape request, Action<VenueDex, Utf8JsonWriter> write) => InDex(venue, request, write);

    /// <summary>An answer about the dex that the request names; the main one where it names none.</summary>
    public static EmulatorReply InDex(Venue venue, WireShape request, Action<VenueDex, Utf8JsonWriter> write) =>
        venue.Dex(request.Optional("dex")?.Text() ?? "") is { } dex ? JsonReply.Of(writer => write(dex, writer)) : Unknown();

    private EmulatorReply OpenOrders(WireShape request)
    {
        var dex = request.Optional("dex")?.Text() ?? "";
        var user = User(request);
        return dex == "ALL_DEXS" || venue.Dex(dex) is not null ? JsonReply.Of(writer => OrderReads.OpenOrders(user, dex, writer)) : Unknown();
    }

    private void ExchangeStatus(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("time", venue.Now);
        writer.WriteNull("specialStatuses");
        writer.WriteEndObject();
    }

    /// <summary>The venue's answer to a dex that does not exist.</summary>
    public static EmulatorReply Unknown() => JsonReply.Of(static writer => writer.WriteNullValue(), statusCode: 500);
}
