using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Prices, volumes and funding of markets: <c>metaAndAssetCtxs</c> and its kin.</summary>
internal sealed class ContextReads(Venue venue)
{
    private readonly MarketReads _markets = new(venue);

    public EmulatorReply? Handle(string type, WireShape request) => type switch
    {
        "metaAndAssetCtxs" => InfoDesk.InDex(venue, request, MetaAndContexts),
        "spotMetaAndAssetCtxs" => JsonReply.Of(SpotMetaAndContexts),
        "allPerpMetas" => JsonReply.Of(AllMetas),
        "fundingHistory" => FundingHistory(request),
        "predictedFundings" => JsonReply.Of(PredictedFundings),
        "marginTable" => MarginTable(request),
        "maxMarketOrderNtls" => JsonReply.Of(MaxMarketOrderValues),
        "activeAssetData" => ActiveAssetData(request),
        "perpsAtOpenInterestCap" => InfoDesk.InDex(venue, request, WriteCapped),
        "liquidatable" => JsonReply.Of(JsonReply.EmptyList),
        _ => null,
    };

    public void WriteContexts(VenueDex dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var perp in dex.Universe) WriteContext(perp, writer);
        writer.WriteEndArray();
    }

    public static void WriteCapped(VenueDex dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var perp in dex.Universe.Where(p => p.IsCapped)) writer.WriteStringValue(perp.Coin);
        writer.WriteEndArray();
    }

    public void WriteSpotContexts(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var pair in venue.Pairs) WriteContext(pair, writer);
        writer.WriteEndArray();
    }

    private void MetaAndContexts(VenueDex dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        MarketReads.Meta(dex, writer);
        WriteContexts(dex, writer);
        writer.WriteEndArray();
    }

    private void SpotMetaAndContexts(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        _markets.SpotMeta(writer);
        WriteSpotContexts(writer);
        writer.WriteEndArray();
    }

    private void AllMetas(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var dex in venue.Dexs) MarketReads.Meta(dex, writer);
        writer.WriteEndArray();
    }

    private void WriteContext(TradedPerp perp, Utf8JsonWriter writer)
    {
        var day = Day(perp);
        var impact = Funding.ImpactPrices(perp);
        writer.WriteStartObject();
        writer.WriteTexts(
            ("funding", WireText.Of(venue.Funding.PredictedRate(perp))),
            ("openInterest", WireText.Of(perp.OpenInterest)),
            ("prevDayPx", WireText.Of(day.Open)),
            ("dayNtlVlm", WireText.Of(day.Value)));
        WriteText(writer, "premium", impact is null || perp.Oracle == 0 ? null : WireText.Of(Funding.Premium(perp)));
        writer.WriteTexts(("oraclePx", WireText.Of(perp.Oracle)), ("markPx", WireText.Of(perp.Mark)));
        WriteText(writer, "midPx", perp.Book.Mid is { } mid ? WireText.Of(mid) : null);
        if (impact is var (bid, ask))
        {
            writer.WriteStartArray("impactPxs");
            writer.WriteStringValue(WireText.Rounded(bid));
            writer.WriteStringValue(WireText.Rounded(ask));
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNull("impactPxs");
        }

        writer.WriteString("dayBaseVlm", WireText.Of(day.Volume));
        writer.WriteEndObject();
    }

    private void WriteContext(TradedPair pair, Utf8JsonWriter writer)
    {
        var day = Day(pair);
        var supply = WireText.Of(venue.Deposited.GetValueOrDefault(pair.Base.Token));
        writer.WriteStartObject();
        writer.WriteTexts(
            ("prevDayPx", WireText.Of(day.Open)),
            ("dayNtlVlm", WireText.Of(day.Value)),
            ("markPx", WireText.Of(pair.Mid ?? 0)));
        WriteText(writer, "midPx", pair.Book.Mid is { } mid ? WireText.Of(mid) : null);
        writer.WriteTexts(("circulatingSupply", supply), ("coin", pair.Coin), ("totalSupply", supply), ("dayBaseVlm", WireText.Of(day.Volume)));
        writer.WriteEndObject();
    }

    /// <summary>The last 24 hours: the price at their start, what was traded, and its value at the prices at which its minutes closed.</summary>
    private (decimal Open, decimal Volume, decimal Value) Day(TradedAsset asset)
    {
        var (open, volume, value) = (0m, 0m, 0m);
        foreach (var minute in asset.Book.Tape.Candles(CandleInterval.All[0], venue.Now - 24L * 60 * 60 * 1000, venue.Now))
        {
            var candle = minute.In(asset);
            if (open == 0) open = candle.Open;
            volume += candle.Volume;
            value += candle.Volume * candle.Close;
        }

        return (open == 0 ? asset.Mark : open, volume, value);
    }

    private EmulatorReply FundingHistory(WireShape request)
    {
        var coin = request.Member("coin").Text();
        var start = request.Member("startTime").Long();
        var end = request.Optional("endTime")?.Long() ?? long.MaxValue;
        if (venue.Asset(coin) is not TradedPerp perp) return InfoDesk.Unknown();
        return JsonReply.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var row in venue.Funding.History(perp).Where(r => r.Time >= start && r.Time <= end).Take(LedgerReads.PageSize))
            {
                writer.WriteStartObject();
                writer.WriteTexts(("coin", perp.Coin), ("fundingRate", WireText.Of(row.Rate)), ("premium", WireText.Of(row.Premium)));
                writer.WriteNumber("time", row.Time);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private void PredictedFundings(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var perp in venue.Dexs[0].Universe.Where(p => !p.IsDelisted))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(perp.Coin);
            writer.WriteStartArray();
            writer.WriteStartArray();
            writer.WriteStringValue("HlPerp");
            writer.WriteStartObject();
            writer.WriteString("fundingRate", WireText.Of(venue.Funding.PredictedRate(perp)));
            writer.WriteNumber("nextFundingTime", venue.Funding.NextAt);
            writer.WriteNumber("fundingIntervalHours", 1);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private EmulatorReply MarginTable(WireShape request)
    {
        var id = request.Member("id").Unsigned();
        if (venue.Dex(request.Optional("dex")?.Text() ?? "") is not { } dex) return InfoDesk.Unknown();
        var tiers = dex.Universe.FirstOrDefault(p => (ulong)p.MarginTableId == id)?.Tiers ?? (id is > 0 and <= 50 ? [new MarginTier(0, (int)id, 0)] : null);
        return tiers is null ? InfoDesk.Unknown() : JsonReply.Of(writer => MarketReads.WriteMarginTable(tiers, writer));
    }

    private static void MaxMarketOrderValues(Utf8JsonWriter writer)
    {
        // By the most leverage that a coin allows (the venue's documents on contract specifications).
        writer.WriteStartArray();
        foreach (var (leverage, value) in ((int, decimal)[])[(25, 15_000_000m), (20, 5_000_000m), (10, 2_000_000m), (1, 500_000m)])
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(leverage);
            writer.WriteStringValue(WireText.Of(value));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private EmulatorReply ActiveAssetData(WireShape request)
    {
        var (user, coin) = (request.Member("user").Address(), request.Member("coin").Text());
        if (venue.Asset(coin) is not TradedPerp perp) return InfoDesk.Unknown();
        var account = venue.Account(user) ?? new Account(user);
        var wallet = account.Wallet(perp.Dex);
        var leverage = account.LeverageOf(perp);
        var free = Math.Max(0, wallet.Free);
        var size = wallet.Size(perp);

        // Turning a position around frees what it binds, twice its margin.
        var bound = leverage.IsCross ? Math.Abs(size) * perp.Mark / leverage.Value : wallet.Position(perp)?.IsolatedMargin ?? 0;
        var (buy, sell) = (free + (size < 0 ? 2 * bound : 0), free + (size > 0 ? 2 * bound : 0));
        return JsonReply.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteTexts(("user", user.ToLowerHex()), ("coin", perp.Coin));
            AccountReads.WriteLeverage(writer, leverage, wallet.Position(perp));
            Pair("maxTradeSzs", Size(buy), Size(sell));
            Pair("availableToTrade", buy, sell);
            writer.WriteString("markPx", WireText.Of(perp.Mark));
            writer.WriteEndObject();

            void Pair(string name, decimal first, decimal second)
            {
                writer.WriteStartArray(name);
                writer.WriteStringValue(WireText.Rounded(first));
                writer.WriteStringValue(WireText.Rounded(second));
                writer.WriteEndArray();
            }

            decimal Size(decimal value) => perp.Mark == 0 ? 0 : Math.Round(value * leverage.Value / perp.Mark, perp.SizeDecimals, MidpointRounding.ToZero);
        });
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value) => writer.WriteString(name, value);
}
