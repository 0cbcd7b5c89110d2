using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about markets.</summary>
internal sealed class MarketReads(Venue venue)
{
    private const int MaxLevels = 20;

    public static void Meta(VenueDex dex, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("universe");
        foreach (var perp in dex.Universe)
        {
            writer.WriteStartObject();
            writer.WriteNumber("szDecimals", perp.SizeDecimals);
            writer.WriteString("name", perp.Coin);
            writer.WriteNumber("maxLeverage", perp.MaxLeverage);
            writer.WriteNumber("marginTableId", perp.MarginTableId);
            if (perp.OnlyIsolated)
            {
                writer.WriteBoolean("onlyIsolated", true);
                writer.WriteString("marginMode", perp.IsStrictlyIsolated ? "strictIsolated" : "noCross");
            }

            if (perp.IsDelisted) writer.WriteBoolean("isDelisted", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("marginTables");
        foreach (var perp in dex.Universe.DistinctBy(p => p.MarginTableId).OrderBy(p => p.MarginTableId))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(perp.MarginTableId);
            WriteMarginTable(perp.Tiers, writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteNumber("collateralToken", dex.Collateral.Index!.Value);
        writer.WriteEndObject();
    }

    public static void WriteMarginTable(IReadOnlyList<MarginTier> tiers, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("description", tiers.Count == 1 ? "" : $"tiered {WireText.Of((long)tiers[0].MaxLeverage)}x");
        writer.WriteStartArray("marginTiers");
        foreach (var tier in tiers)
        {
            writer.WriteStartObject();
            writer.WriteString("lowerBound", WireText.Of(tier.LowerBound));
            writer.WriteNumber("maxLeverage", tier.MaxLeverage);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void SpotMeta(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("universe");
        foreach (var pair in venue.Pairs)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tokens");
            writer.WriteNumberValue(pair.Base.Token.Index!.Value);
            writer.WriteNumberValue(pair.Quote.Token.Index!.Value);
            writer.WriteEndArray();
            writer.WriteString("name", pair.Coin);
            writer.WriteNumber("index", pair.Index);
            writer.WriteBoolean("isCanonical", pair.IsCanonical);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("tokens");
        foreach (var listed in venue.Tokens)
        {
            var (token, seed) = listed;
            writer.WriteStartObject();
            writer.WriteString("name", token.Name);
            writer.WriteNumber("szDecimals", seed.SizeDecimals);
            writer.WriteNumber("weiDecimals", seed.WeiDecimals);
            writer.WriteNumber("index", seed.Index);
            writer.WriteString("tokenId", listed.TokenId);
            writer.WriteBoolean("isCanonical", venue.Pairs.Any(p => p.IsCanonical && (p.Base.Token == token || p.Quote.Token == token)));
            writer.WriteNull("evmContract");
            writer.WriteString("fullName", seed.FullName);
            writer.WriteString("deployerTradingFeeShare", "0.0");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void PerpDexs(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteNullValue();
        foreach (var dex in venue.Dexs.Skip(1))
        {
            writer.WriteStartObject();
            writer.WriteTexts(
                ("name", dex.Name),
                ("fullName", dex.FullName),
                ("deployer", dex.Deployer.ToLowerHex()));
            writer.WriteNull("oracleUpdater");
            writer.WriteNull("feeRecipient");
            foreach (var list in (string[])["assetToStreamingOiCap", "subDeployers", "assetToFundingMultiplier", "assetToFundingInterestRate"])
            {
                writer.WriteStartArray(list);
                writer.WriteEndArray();
            }

            // No deployer's share is charged on top of the base fee.
            writer.WriteTexts(("deployerFeeScale", "0.0"), ("lastDeployerFeeScaleChangeTime", "1970-01-01T00:00:00"));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public void OutcomeMeta(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("outcomes");
        foreach (var market in venue.Outcomes.Values.Where(m => m.Settled is null)) WriteOutcome(market, writer);
        writer.WriteEndArray();
        writer.WriteStartArray("questions");
        foreach (var question in venue.Questions) WriteQuestion(question, writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteQuestion(OutcomeQuestion question, Utf8JsonWriter writer)
    {
        var (seed, settled) = (question.Seed, question.Markets.Where(m => m.Settled is not null).Select(m => m.Seed.Outcome).ToHashSet());
        writer.WriteStartObject();
        writer.WriteNumber("question", seed.Question);
        writer.WriteTexts(("name", seed.Name), ("description", seed.Description));
        writer.WriteNumber("fallbackOutcome", seed.FallbackOutcome);
        WriteNumbers(writer, "namedOutcomes", seed.NamedOutcomes);
        WriteNumbers(writer, "settledNamedOutcomes", seed.NamedOutcomes.Where(settled.Contains));
        writer.WriteEndObject();
    }

    public static void WriteOutcome(OutcomeMarket market, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("outcome", market.Seed.Outcome);
        writer.WriteTexts(("name", market.Seed.Name), ("description", market.Seed.Description));
        writer.WriteStartArray("sideSpecs");
        foreach (var side in (string[])[market.Seed.YesSide, market.Seed.NoSide])
        {
            writer.WriteStartObject();
            writer.WriteString("name", side);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("quoteToken", market.Seed.QuoteToken);
        writer.WriteEndObject();
    }

    /// <summary>The middles of one dex; those of the main dex have spot and outcomes beside them.</summary>
    public void AllMids(VenueDex dex, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var asset in venue.Assets.Where(a => a.DexName == dex.Name && a.WhyClosed is null))
        {
            if (asset.Mid is { } mid) writer.WriteString(asset.Coin, WireText.Of(mid));
        }

        writer.WriteEndObject();
    }

    public EmulatorReply L2Book(WireShape request)
    {
        var coin = request.Member("coin").Text();
        var figures = request.Optional("nSigFigs") is { } f ? Within(f, 2, 3, 4, 5) : null;
        var mantissa = request.Optional("mantissa") is { } m ? figures == 5 ? Within(m, 2, 5) : throw m.Wrong("no mantissa unless nSigFigs is 5") : null;
        return JsonReply.Of(writer =>
        {
            if (venue.Asset(coin) is not { } asset)
            {
                writer.WriteNullValue();
                return;
            }

            writer.WriteStartObject();
            writer.WriteString("coin", coin);
            writer.WriteNumber("time", venue.Now);
            writer.WriteStartArray("levels");
            WriteLevels(writer, asset, isBid: true, figures, mantissa ?? 1);
            WriteLevels(writer, asset, isBid: false, figures, mantissa ?? 1);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteLevels(Utf8JsonWriter writer, TradedAsset asset, bool isBid, int? figures, int mantissa)
    {
        writer.WriteStartArray();
        var levels = asset.Book.Orders(isBid != asset.IsMirrored)
            .GroupBy(o => figures is { } n ? Coarsen(asset.Mirror(o.BookPrice), n, mantissa, isBid) : asset.Mirror(o.BookPrice))
            .Take(MaxLevels);
        foreach (var level in levels)
        {
            writer.WriteStartObject();
            writer.WriteTexts(("px", WireText.Of(level.Key)), ("sz", WireText.Of(level.Sum(o => o.Remaining))));
            writer.WriteNumber("n", level.Count());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>A price on the coarser grid, away from the middle.</summary>
    private static decimal Coarsen(decimal price, int figures, int mantissa, bool isBid)
    {
        var step = 1m;
        while (price / step >= 10) step *= 10;
        while (price / step < 1) step /= 10;
        for (var i = 1; i < figures; i++) step /= 10;
        step *= mantissa;
        return (isBid ? Math.Floor(price / step) : Math.Ceiling(price / step)) * step;
    }

    private static int? Within(WireShape number, params ReadOnlySpan<int> allowed)
    {
        var value = number.Unsigned();
        foreach (var choice in allowed)
        {
            if (value == (ulong)choice) return choice;
        }

        throw number.Wrong($"one of {string.Join(", ", allowed.ToArray().Select(a => WireText.Of((long)a)))}");
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
