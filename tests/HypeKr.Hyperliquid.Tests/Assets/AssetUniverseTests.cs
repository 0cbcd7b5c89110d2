using System.Text.Json;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AssetUniverseTests
{
    private static readonly AssetUniverse Universe = AssetUniverse.Create(new()
    {
        Perps = Read("""
            {"universe":[
              {"name":"BTC","szDecimals":5,"maxLeverage":50,"marginTableId":56},
              {"name":"OLD","szDecimals":1,"maxLeverage":3,"isDelisted":true},
              {"name":"HYPE","szDecimals":2,"maxLeverage":10,"marginMode":"noCross","growthMode":"enabled"},
              {"name":"OLD","szDecimals":2,"maxLeverage":5},
              {"name":"NEW","szDecimals":3},
              {"name":"NEW","szDecimals":4,"isDelisted":true},
              {"name":"TWICE","szDecimals":1},
              {"name":"TWICE","szDecimals":1},
              {"name":"NOSIZE","maxLeverage":3},
              {"szDecimals":3}],
             "marginTables":[[50,{"description":"","marginTiers":[{"lowerBound":"0.0","maxLeverage":50}]}]],
             "collateralToken":0}
            """, HyperliquidJsonContext.Default.PerpMeta),
        Spot = Read("""
            {"universe":[
              {"tokens":[1,0],"name":"PURR/USDC","index":0,"isCanonical":true},
              {"tokens":[150,0],"name":"@107","index":107,"isCanonical":false},
              {"tokens":[479,0],"name":"@367","index":367,"isCanonical":false},
              {"tokens":[150,481],"name":"@400","index":400,"isCanonical":false},
              {"tokens":[479,0],"name":"@401","index":401,"isCanonical":false},
              {"tokens":[999,0],"name":"@500","index":500,"isCanonical":false},
              {"tokens":[1],"name":"@501","index":501,"isCanonical":false}],
             "tokens":[
              {"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0,"tokenId":"0x6d1e7cde53ba9467b783cb7c530ce054","isCanonical":true,"evmContract":null,"fullName":null},
              {"name":"PURR","szDecimals":0,"weiDecimals":5,"index":1,"tokenId":"0xc1fb593aeffbeb02f85e0308e9956a90","isCanonical":true},
              {"name":"HYPE","szDecimals":2,"weiDecimals":8,"index":150,"tokenId":"0x0d01dc56dcaaca66ad901c959b4011ec","isCanonical":false},
              {"name":"UBTC","szDecimals":5,"weiDecimals":10,"index":479,"tokenId":"0x8f254b963e8468305d409b33aa137c67","isCanonical":false},
              {"name":"USDH","szDecimals":2,"weiDecimals":8,"index":481,"tokenId":"0x54e00a5988577cb0b0c9ab0cb6ef7f4b","isCanonical":false}]}
            """, HyperliquidJsonContext.Default.SpotMeta),
        Outcomes = Read("""
            {"outcomes":[
              {"outcome":123,"name":"Rain","description":"...","sideSpecs":[{"name":"Yes","token":7},{"name":"No"}],"quoteToken":"USDC"},
              {"outcome":5,"name":"Old form"}],
             "questions":[{"question":1,"name":"Weather","description":"","fallbackOutcome":5,"namedOutcomes":[123],"settledNamedOutcomes":[]}]}
            """, HyperliquidJsonContext.Default.OutcomeMeta),
        Dexs = Read("""[null,{"name":"xyz","fullName":"XYZ","deployer":"0x88806a71d74ad0a510b350545c9ae490912f0888","assetToStreamingOiCap":[["xyz:GOLD","1.0"]]},{"name":"flx"}]""", HyperliquidJsonContext.Default.IReadOnlyListPerpDex),
        DexPerps = new Dictionary<string, PerpMeta>
        {
            ["xyz"] = Read("""{"universe":[{"name":"xyz:XYZ100","szDecimals":4},{"name":"xyz:GOLD","szDecimals":3,"maxLeverage":20,"onlyIsolated":true}],"collateralToken":0}""", HyperliquidJsonContext.Default.PerpMeta),
            ["flx"] = Read("""{"universe":[{"name":"TSLA","szDecimals":3}],"collateralToken":481}""", HyperliquidJsonContext.Default.PerpMeta),
            ["gone"] = Read("""{"universe":[{"name":"gone:X","szDecimals":3}]}""", HyperliquidJsonContext.Default.PerpMeta),
        },
    });

    [Theory]
    [InlineData("BTC", 0, AssetKind.Perp, "", 5, 1)]
    [InlineData("HYPE", 2, AssetKind.Perp, "", 2, 4)]
    [InlineData("OLD", 3, AssetKind.Perp, "", 2, 4)]
    [InlineData("NEW", 4, AssetKind.Perp, "", 3, 3)]
    [InlineData("xyz:GOLD", 110_001, AssetKind.BuilderPerp, "xyz", 3, 3)]
    [InlineData("flx:TSLA", 120_000, AssetKind.BuilderPerp, "flx", 3, 3)]
    [InlineData("PURR/USDC", 10_000, AssetKind.Spot, "", 0, 8)]
    [InlineData("@107", 10_107, AssetKind.Spot, "", 2, 6)]
    [InlineData("@367", 10_367, AssetKind.Spot, "", 5, 3)]
    [InlineData("#1230", 100_001_230, AssetKind.Outcome, "", 0, 3)]
    [InlineData("#1231", 100_001_231, AssetKind.Outcome, "", 0, 3)]
    [InlineData("#51", 100_000_051, AssetKind.Outcome, "", 0, 3)]
    public void A_coin_gives_its_id_and_grids(string coin, long id, AssetKind kind, string dex, int sizeDecimals, int priceDecimals)
    {
        var asset = Universe.Get(coin);
        Assert.Equal((coin, id, kind, dex, sizeDecimals, priceDecimals), (asset.Coin, asset.Id.Value, asset.Kind, asset.Dex, asset.SizeDecimals, asset.MaxPriceDecimals));
        Assert.True(Universe.TryGet(coin, out var same) && ReferenceEquals(asset, same));
        Assert.Contains(asset, Universe.Assets);
    }

    [Fact]
    public void Spot_tokens_are_matched_by_index_and_name_their_pair()
    {
        var hype = Universe.Get("HYPE/USDC");
        Assert.Equal(("@107", "HYPE/USDC", "HYPE", "USDC"), (hype.Coin, hype.Name, hype.BalanceCoin, hype.QuoteToken));
        Assert.Equal("@400", Universe.Get("HYPE/USDH").Coin);
        Assert.Equal("PURR", Universe.Get("PURR/USDC").BalanceCoin);
    }

    [Fact]
    public void Perps_and_outcomes_say_what_they_are_paid_in()
    {
        Assert.Equal("USDC", Universe.Get("BTC").QuoteToken);
        Assert.Equal("USDH", Universe.Get("flx:TSLA").QuoteToken);
        Assert.Null(Universe.Get("BTC").BalanceCoin);
        Assert.Equal((50, false, false), (Universe.Get("BTC").MaxLeverage, Universe.Get("BTC").OnlyIsolated, Universe.Get("BTC").IsDelisted));
        Assert.True(Universe.Get("HYPE").OnlyIsolated && Universe.Get("xyz:GOLD").OnlyIsolated);

        var no = Universe.Get("#1231");
        Assert.Equal((123, 1, "No", "+1231", "USDC"), (no.Outcome, no.OutcomeSide, no.OutcomeSideName, no.BalanceCoin, no.QuoteToken));
        Assert.Null(Universe.Get("#50").OutcomeSideName);
        Assert.Null(Universe.Get("BTC").Outcome);
    }

    [Theory]
    [InlineData("btc", "did you mean BTC?")]
    [InlineData("gold", "did you mean xyz:GOLD?")]
    [InlineData("purr", "did you mean PURR/USDC?")]
    [InlineData("hype/usdc", "did you mean @107?")]
    [InlineData("+9990", "is not listed")]
    [InlineData("NOPE", "NOPE is not listed.")]
    [InlineData("gone:X", "gone:X is not listed.")]
    [InlineData("@999", "@999 is not listed.")]
    [InlineData("UBTC/USDC", "@367, @401 all bear it")]
    [InlineData("TWICE", "it is listed twice, as 6 and 7")]
    [InlineData("NOSIZE", "it has no size decimals, in slot 8")]
    [InlineData("@500", "token 999 is not among the tokens")]
    [InlineData("@501", "not two tokens")]
    [InlineData("BTC; drop", "is not a coin")]
    public void An_unusable_coin_is_refused_with_a_reason(string coin, string reason)
    {
        var refusal = Assert.Throws<UnknownCoinException>(() => Universe.Get(coin));
        Assert.Equal(coin, refusal.Coin);
        Assert.Contains(coin, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.False(Universe.TryGet(coin, out _));
    }

    [Fact]
    public void Every_asset_is_found_by_its_number_and_no_other_is()
    {
        foreach (var asset in Universe.Assets)
        {
            Assert.Same(asset, Universe.Get(asset.Id));
            Assert.True(Universe.TryGet(asset.Id, out var same) && ReferenceEquals(asset, same));
        }

        Assert.Equal(Universe.Assets.Count, Universe.Assets.Select(a => a.Id).Distinct().Count());
        var refusal = Assert.Throws<UnknownCoinException>(() => Universe.Get(new AssetId(1)));
        Assert.Equal("Asset 1 (Perp) is not listed.", refusal.Message);
        Assert.False(Universe.TryGet(new AssetId(10_500), out _));
    }

    [Fact]
    public void The_sides_of_an_outcome_are_found_by_both_their_names()
    {
        Assert.Same(Universe.Get("#1230"), Universe.Get("+1230"));
        Assert.True(Universe.TryGet("+1231", out var no));
        Assert.Equal(("#1231", "+1231"), (no.Coin, no.BalanceCoin));
    }

    [Fact]
    public void A_token_names_its_pairs()
    {
        Assert.Equal(["@107", "@400"], Universe.FindPairs("HYPE").Select(a => a.Coin));
        Assert.Equal(["@367", "@401"], Universe.FindPairs("UBTC").Select(a => a.Coin));
        Assert.Equal(["PURR/USDC", "@107", "@367", "@401"], Universe.FindPairs("USDC").Select(a => a.Coin));
        Assert.Empty(Universe.FindPairs("BTC"));
        Assert.Equal("0x0d01dc56dcaaca66ad901c959b4011ec", Universe.Tokens.Single(t => t.Name == "HYPE").TokenId);
    }

    [Fact]
    public void What_makes_no_asset_is_reported_with_the_reason()
    {
        Assert.Equal(
            [
                ("perp in slot 9", "it has no name, or cannot be read"),
                ("OLD", "asset 1 is delisted, and the coin is listed anew as 3"),
                ("NEW", "asset 5 is delisted, and the coin is listed anew as 4"),
                ("TWICE", "it is listed twice, as 6 and 7"),
                ("NOSIZE", "it has no size decimals, in slot 8"),
                ("@500", "token 999 is not among the tokens"),
                ("@501", "it has no index, or not two tokens"),
            ],
            Universe.Unusable.Select(u => (u.Listing, u.Reason)).OrderBy(u => u.Listing == "perp in slot 9" ? 0 : 1));
    }

    [Fact]
    public void Two_coins_under_one_number_are_neither_of_them_tradable()
    {
        var universe = AssetUniverse.Create(new()
        {
            Spot = Read("""
                {"universe":[{"tokens":[1,0],"name":"@1","index":1},{"tokens":[1,0],"name":"@2","index":1},{"tokens":[1,0],"name":"@3","index":1},{"tokens":[1,0],"name":"@4","index":4}],
                 "tokens":[{"name":"USDC","szDecimals":8,"index":0},{"name":"A","szDecimals":0,"index":1},{"name":"NOINDEX","szDecimals":0}]}
                """, HyperliquidJsonContext.Default.SpotMeta),
        });

        Assert.Equal("@4", Assert.Single(universe.Assets).Coin);
        Assert.False(universe.TryGet(new AssetId(10_001), out _));
        Assert.Contains("asset 10001 is also @2", Assert.Throws<UnknownCoinException>(() => universe.Get("@1")).Message);
        Assert.Contains("another coin has its number, 10001", Assert.Throws<UnknownCoinException>(() => universe.Get("@3")).Message);
        Assert.Equal(["NOINDEX", "@1", "@2", "@3"], universe.Unusable.Select(u => u.Listing));
    }

    [Fact]
    public void Rows_that_cannot_be_read_keep_their_place_and_their_members()
    {
        var perps = Read("""{"universe":[{"name":"A","szDecimals":"five","new":1},[7],{"name":"B","szDecimals":2}],"collateralToken":0}""", HyperliquidJsonContext.Default.PerpMeta);
        Assert.Equal(("A", "five", 1), (perps.Universe[0].Name, perps.Universe[0].OtherMembers!["szDecimals"].GetString(), perps.Universe[0].OtherMembers!["new"].GetInt32()));
        Assert.Equal("[7]", perps.Universe[1].OtherMembers!["row"].GetRawText());

        var universe = AssetUniverse.Create(new()
        {
            Perps = perps,
            Spot = Read("""{"universe":[{"tokens":"none","name":"@1","index":1},{"tokens":[5,0],"name":"@2","index":2}],"tokens":[{"name":"USDC","szDecimals":8,"index":0},{"name":"X","index":"five"},{"name":"Y","index":5,"szDecimals":1}]}""", HyperliquidJsonContext.Default.SpotMeta),
            Outcomes = Read("""{"outcomes":[{"outcome":"one"},{"outcome":2,"sideSpecs":7},{"outcome":3}]}""", HyperliquidJsonContext.Default.OutcomeMeta),
        });

        Assert.Equal([("B", 2L), ("@2", 10_002L), ("#20", 100_000_020L), ("#21", 100_000_021L), ("#30", 100_000_030L), ("#31", 100_000_031L)], universe.Assets.Select(a => (a.Coin, a.Id.Value)));
        Assert.Equal(["X", "A", "perp in slot 1", "@1", "outcome in row 0"], universe.Unusable.Select(u => u.Listing));
        Assert.Throws<JsonException>(() => Read("""{"universe":[{"name":"A","szDec""", HyperliquidJsonContext.Default.PerpMeta));
        Assert.Throws<JsonException>(() => Read("""{"universe":{"0":{}}}""", HyperliquidJsonContext.Default.PerpMeta));
    }

    [FsCheck.Xunit.Property(MaxTest = 200)]
    public void Coins_and_numbers_are_one_to_one_whatever_is_listed(int[] names, int[] indexes, bool[] delisted)
    {
        var perps = names.Select((n, i) => $$"""{"name":"C{{Math.Abs((long)n) % 5}}","szDecimals":{{i % 9}},"isDelisted":{{(i < delisted.Length && delisted[i] ? "true" : "false")}}}""");
        var pairs = indexes.Select((n, i) => $$"""{"name":"@{{i % 4}}","index":{{Math.Abs((long)n) % 4}},"tokens":[{{i % 3}},0]}""");
        var universe = AssetUniverse.Create(new()
        {
            Perps = Read($$"""{"universe":[{{string.Join(",", perps)}}]}""", HyperliquidJsonContext.Default.PerpMeta),
            Spot = Read($$"""{"universe":[{{string.Join(",", pairs)}}],"tokens":[{"name":"USDC","szDecimals":8,"index":0},{"name":"T","szDecimals":1,"index":1}]}""", HyperliquidJsonContext.Default.SpotMeta),
            Outcomes = Read($$"""{"outcomes":[{{string.Join(",", indexes.Select(n => $$"""{"outcome":{{Math.Abs((long)n) % 6}}}"""))}}]}""", HyperliquidJsonContext.Default.OutcomeMeta),
        });

        foreach (var asset in universe.Assets)
        {
            Assert.Same(asset, universe.Get(asset.Coin));
            Assert.Same(asset, universe.Get(asset.Id));
        }

        Assert.Equal(universe.Assets.Count, universe.Assets.Select(a => a.Coin).Distinct().Count());
        Assert.Equal(universe.Assets.Count, universe.Assets.Select(a => a.Id).Distinct().Count());

        // Nothing is lost: what a row names is an asset or reported.
        var coins = names.Select(n => $"C{Math.Abs((long)n) % 5}").Concat(indexes.Select((_, i) => $"@{i % 4}")).Concat(indexes.Select(n => $"#{10 * (Math.Abs((long)n) % 6)}"));
        Assert.All(coins, coin => Assert.True(universe.TryGet(coin, out var _) || universe.Unusable.Any(u => u.Listing == coin), coin));
    }

    [Fact]
    public void An_empty_universe_knows_nothing()
    {
        var empty = AssetUniverse.Create(new());
        Assert.Empty(empty.Assets);
        Assert.Throws<UnknownCoinException>(() => empty.Get("BTC"));
        Assert.False(empty.TryGet(null, out _));
    }

    [Fact]
    public void Unknown_members_are_kept_and_missing_ones_do_no_harm()
    {
        var dexs = Read("""[null,{"name":"xyz","deployer":"0x88806a71d74ad0a510b350545c9ae490912f0888","newMember":"future"}]""", HyperliquidJsonContext.Default.IReadOnlyListPerpDex);
        Assert.Null(dexs[0]);
        Assert.Equal("0x88806a71d74ad0a510b350545c9ae490912f0888", dexs[1]!.Deployer!.Value.ToLowerHex());
        Assert.Equal("future", dexs[1]!.OtherMembers!["newMember"].GetString());

        Assert.Empty(Read("{}", HyperliquidJsonContext.Default.PerpMeta).Universe);
        Assert.Empty(Read("""{"universe":null}""", HyperliquidJsonContext.Default.PerpMeta).Universe);
        Assert.Empty(Read("{}", HyperliquidJsonContext.Default.SpotMeta).Tokens);
        Assert.Empty(Read("""{"outcomes":[{}]}""", HyperliquidJsonContext.Default.OutcomeMeta).Outcomes[0].Sides);
        Assert.Equal("future", Read("""{"universe":[{"name":"A","newMember":"future"}]}""", HyperliquidJsonContext.Default.PerpMeta).Universe[0].OtherMembers!["newMember"].GetString());
        AssetUniverse.Create(new() { Perps = Read("""{"universe":[null]}""", HyperliquidJsonContext.Default.PerpMeta), Outcomes = Read("""{"outcomes":[null,{}]}""", HyperliquidJsonContext.Default.OutcomeMeta), Spot = Read("""{"universe":[null],"tokens":[null]}""", HyperliquidJsonContext.Default.SpotMeta) });
    }

    [SharedFact("hyperliquid/recorded/info-meta.json")]
    public void Recorded_perps_are_read_without_loss_and_keep_their_slots()
    {
        foreach (var response in Recorded("info-meta.json"))
        {
            var meta = Read(response.GetRawText(), HyperliquidJsonContext.Default.PerpMeta);
            AssertKept(response, JsonSerializer.SerializeToElement(meta, HyperliquidJsonContext.Default.PerpMeta), "$");
            var universe = AssetUniverse.Create(new() { Perps = meta });
            Assert.Equal(response.GetProperty("universe").GetArrayLength(), universe.Assets.Count);
            var slot = 0;
            foreach (var listing in response.GetProperty("universe").EnumerateArray())
            {
                var asset = universe.Get(listing.GetProperty("name").GetString()!);
                Assert.Equal((slot++, listing.GetProperty("szDecimals").GetInt32()), ((int)asset.Id.Value, asset.SizeDecimals));
                Assert.Equal(listing.TryGetProperty("isDelisted", out var delisted) && delisted.GetBoolean(), asset.IsDelisted);
            }
        }
    }

    [SharedFact("hyperliquid/recorded/info-spotMeta.json")]
    public void Recorded_spot_pairs_are_read_without_loss()
    {
        foreach (var response in Recorded("info-spotMeta.json"))
        {
            var meta = Read(response.GetRawText(), HyperliquidJsonContext.Default.SpotMeta);
            AssertKept(response, JsonSerializer.SerializeToElement(meta, HyperliquidJsonContext.Default.SpotMeta), "$");
            var universe = AssetUniverse.Create(new() { Spot = meta });
            foreach (var pair in response.GetProperty("universe").EnumerateArray())
            {
                var asset = universe.Get(pair.GetProperty("name").GetString()!);
                Assert.Equal(10_000 + pair.GetProperty("index").GetInt32(), asset.Id.Value);
            }
        }
    }

    private static IEnumerable<JsonElement> Recorded(string file)
    {
        var cases = VectorFile.OpenShared("hyperliquid/recorded/" + file).Root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("response")).ToArray();
        Assert.NotEmpty(cases);
        return cases;
    }

    /// <summary>Every member that came is still there, with its value.</summary>
    private static void AssertKept(JsonElement came, JsonElement kept, string path)
    {
        switch (came.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in came.EnumerateObject())
                {
                    Assert.True(kept.TryGetProperty(member.Name, out var value), $"{path}.{member.Name} is lost.");
                    AssertKept(member.Value, value, $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(came.GetArrayLength(), kept.GetArrayLength());
                for (var i = 0; i < came.GetArrayLength(); i++) AssertKept(came[i], kept[i], path + "[]");
                break;
            default:
                Assert.True(JsonElement.DeepEquals(came, kept), $"{path} was {came}, is {kept}.");
                break;
        }
    }

    private static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;
}
