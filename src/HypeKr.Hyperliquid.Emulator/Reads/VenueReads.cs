using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about the venue itself. Auctions, annotations, votes and templates are empty: nothing here makes any.</summary>
internal sealed class VenueReads(Venue venue)
{
    // The price below which the venue's auctions do not go, in HYPE.
    private const decimal LeastAuctionPrice = 0.1m;

    private const long AuctionSeconds = 31 * 60 * 60;

    public EmulatorReply? Handle(string type, WireShape request) => type switch
    {
        "tokenDetails" => TokenDetails(request),
        "spotPairDeployAuctionStatus" or "perpDeployAuctionStatus" => JsonReply.Of(writer => WriteAuction(venue.Now, writer)),
        "gossipPriorityAuctionStatus" => JsonReply.Of(Gossip),
        "gossipRootIps" or "perpCategories" or "perpConciseAnnotations" or "tokenConciseAnnotations" or "outcomeTemplates" or "validatorL1Votes" => JsonReply.Of(JsonReply.EmptyList),
        "perpDexLimits" => DexLimits(request),
        "perpDexStatus" => DexStatus(request),
        "perpAnnotation" => Null(request.Member("coin").Text()),
        "tokenAnnotation" => Null(request.Member("token").Unsigned()),
        "alignedQuoteTokenInfo" => Null(request.Member("token").Unsigned()),
        "settledOutcome" => SettledOutcome(request),
        "validatorSummaries" => JsonReply.Of(Validators),
        "usdcRouting" => JsonReply.Of(static writer => Texts(writer, ("depositRoute", "bridge"), ("withdrawalRoute", "bridge"))),
        _ => null,
    };

    /// <summary>An auction at its lowest price, in its current period.</summary>
    public static void WriteAuction(long now, Utf8JsonWriter writer)
    {
        var seconds = now / 1000;
        writer.WriteStartObject();
        writer.WriteString("currentGas", WireText.Of(LeastAuctionPrice));
        writer.WriteNumber("durationSeconds", AuctionSeconds);
        writer.WriteNull("endGas");
        writer.WriteString("startGas", WireText.Of(LeastAuctionPrice));
        writer.WriteNumber("startTimeSeconds", seconds - seconds % AuctionSeconds);
        writer.WriteEndObject();
    }

    // A member is looked at although nothing is known about it: a request without it is 422.
    private static EmulatorReply Null<T>(T member)
    {
        _ = member;
        return JsonReply.Of(static writer => writer.WriteNullValue());
    }

    private EmulatorReply TokenDetails(WireShape request)
    {
        var id = request.Member("tokenId").Text();
        if (venue.Tokens.FirstOrDefault(t => string.Equals(t.TokenId, id, StringComparison.OrdinalIgnoreCase)) is not { } token) return InfoDesk.Unknown();
        return JsonReply.Of(writer =>
        {
            var supply = WireText.Of(venue.Deposited.GetValueOrDefault(token.Token));
            var pair = venue.Pairs.FirstOrDefault(p => p.Base == token);
            writer.WriteStartObject();
            writer.WriteTexts(("name", token.Token.Name), ("maxSupply", supply), ("totalSupply", supply), ("circulatingSupply", supply));
            writer.WriteNumber("szDecimals", token.SizeDecimals);
            writer.WriteNumber("weiDecimals", token.Seed.WeiDecimals);
            var price = WireText.Of(pair?.Mid ?? venue.Lending.Price(token.Token));
            writer.WriteTexts(("midPx", price), ("markPx", price), ("prevDayPx", price));
            writer.WriteNull("genesis");
            writer.WriteNull("deployer");
            writer.WriteNull("deployGas");
            writer.WriteNull("deployTime");
            writer.WriteString("seededUsdc", "0.0");
            writer.WriteStartArray("nonCirculatingUserBalances");
            writer.WriteEndArray();
            writer.WriteString("futureEmissions", "0.0");
            writer.WriteEndObject();
        });
    }

    private void Gossip(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteStartArray();
        writer.WriteNullValue();
        writer.WriteNullValue();
        writer.WriteEndArray();
        writer.WriteStartArray();
        for (var slot = 0; slot < 2; slot++) WriteAuction(venue.Now, writer);
        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    private EmulatorReply DexLimits(WireShape request)
    {
        if (venue.Dex(request.Member("dex").Text()) is not { Index: > 0 } dex) return JsonReply.Of(static writer => writer.WriteNullValue());
        return JsonReply.Of(writer =>
        {
            const string NoLimit = "1000000000000.0";
            writer.WriteStartObject();
            writer.WriteTexts(("totalOiCap", NoLimit), ("oiSzCapPerPerp", NoLimit), ("maxTransferNtl", NoLimit));
            writer.WriteStartArray("coinToOiCap");
            foreach (var perp in dex.Universe)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(perp.Coin);
                writer.WriteStringValue(NoLimit);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private EmulatorReply DexStatus(WireShape request)
    {
        if (venue.Dex(request.Member("dex").Text()) is not { } dex) return InfoDesk.Unknown();
        var deposits = venue.Accounts.SelectMany(a => a.Wallets).Where(w => w.Key == dex).Sum(w => w.Value.Cash);
        return JsonReply.Of(writer => Texts(writer, ("totalNetDeposit", WireText.Of(deposits))));
    }

    private EmulatorReply SettledOutcome(WireShape request)
    {
        var number = request.Member("outcome").Unsigned();
        if (number > int.MaxValue || !venue.Outcomes.TryGetValue((int)number, out var market) || market.Settled is not { } fraction) return JsonReply.Of(static writer => writer.WriteNullValue());
        return JsonReply.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("spec");
            MarketReads.WriteOutcome(market, writer);
            writer.WriteTexts(("settleFraction", WireText.Of(fraction)), ("details", ""));
            if (venue.Questions.Find(q => q.Markets.Contains(market)) is { } question)
            {
                writer.WriteStartObject("question");
                writer.WriteStartObject("question");
                writer.WriteNumber(question.Markets.All(m => m.Settled is not null) ? "settled" : "active", question.Seed.Question);
                writer.WriteEndObject();
                writer.WriteTexts(("name", question.Seed.Name), ("description", question.Seed.Description));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
    }

    private void Validators(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var validator in venue.Validators)
        {
            var key = validator.Address.ToLowerHex();
            var stake = venue.Accounts.Sum(a => a.Staking.Delegations.GetValueOrDefault(key)?.Amount ?? 0);
            writer.WriteStartObject();
            writer.WriteTexts(("validator", key), ("signer", key), ("name", validator.Name), ("description", "A validator of the emulator"));
            writer.WriteNumber("nRecentBlocks", 0);
            writer.WriteNumber("stake", (long)(stake * 100_000_000m));
            writer.WriteBoolean("isJailed", false);
            writer.WriteNull("unjailableAfter");
            writer.WriteBoolean("isActive", true);
            writer.WriteString("commission", "0.0");
            writer.WriteStartArray("stats");
            foreach (var period in (string[])["day", "week", "month"])
            {
                writer.WriteStartArray();
                writer.WriteStringValue(period);
                writer.WriteStartObject();
                writer.WriteTexts(("uptimeFraction", "1.0"), ("predictedApr", "0.0"));
                writer.WriteNumber("nSamples", 0);
                writer.WriteEndObject();
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, params ReadOnlySpan<(string, string)> members)
    {
        writer.WriteStartObject();
        writer.WriteTexts(members);
        writer.WriteEndObject();
    }
}
