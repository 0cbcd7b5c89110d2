using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Nothing that an order does not need can keep it from being placed: each member of each list is broken in turn.</summary>
public sealed class UniverseToleranceTests
{
    private const string Tables = """[[50,{"description":"","marginTiers":[{"lowerBound":"0.0","maxLeverage":50}]}]]""";

    private static readonly string[] Values = ["null", "true", "-1", "1.5", "\"x\"", "\"\\ud83d\"", "[]", "{}", "[null]", "{\"a\":[1]}", "99999999999999999999"];

    private static readonly (string Type, string Answer, string[] Needed)[] Lists =
    [
        ("meta", $$"""
            {"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":50,"marginTableId":50,"onlyIsolated":false,"isDelisted":false,"marginMode":"noCross","growthMode":"enabled","lastGrowthModeChangeTime":"2026"}],
             "marginTables":{{Tables}},"collateralToken":0}
            """, ["name", "szDecimals", "universe"]),
        ("spotMeta", """
            {"universe":[{"tokens":[150,0],"name":"@107","index":107,"isCanonical":false}],
             "tokens":[{"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0,"tokenId":"0x6d","isCanonical":true,"evmContract":null,"fullName":null,"deployerTradingFeeShare":"0.0"},
                       {"name":"HYPE","szDecimals":2,"weiDecimals":8,"index":150,"tokenId":"0x0d","isCanonical":false,"evmContract":{"address":"0x0000000000000000000000000000000000000001","evm_extra_wei_decimals":0},"fullName":"Hyperliquid","deployerTradingFeeShare":"0.0"}]}
            """, ["name", "szDecimals", "index", "tokens", "universe"]),
        ("outcomeMeta", """
            {"outcomes":[{"outcome":1,"name":"Rain","description":"d","sideSpecs":[{"name":"Yes","token":1},{"name":"No","token":2}],"quoteToken":"USDC","deployer":"0x0000000000000000000000000000000000000001"}],
             "questions":[{"question":1,"name":"q","description":"d","fallbackOutcome":1,"namedOutcomes":[1],"settledNamedOutcomes":[]}]}
            """, ["outcome", "outcomes"]),
        ("perpDexs", """
            [null,{"name":"abc","fullName":"ABC"},{"name":"xyz","fullName":"XYZ","deployer":"0x0000000000000000000000000000000000000001","oracleUpdater":null,"feeRecipient":null,"assetToStreamingOiCap":[["xyz:GOLD","1.0"]],
              "subDeployers":[["setOracle",["0x0000000000000000000000000000000000000001"]]],"deployerFeeScale":"1.0","lastDeployerFeeScaleChangeTime":"2026","assetToFundingMultiplier":[["xyz:GOLD","1.0"]],"assetToFundingInterestRate":[]}]
            """, ["1.name"]),
    ];

    public static TheoryData<string, string, string> Mutations()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (type, answer, needed) in Lists)
        {
            foreach (var path in Paths(JsonNode.Parse(answer)!, ""))
            {
                var member = path[(path.LastIndexOf('/') + 1)..];
                if (needed.Contains(member) || (type == "spotMeta" && path.Contains("/tokens/", StringComparison.Ordinal) && int.TryParse(member, out _))) continue;
                if (type == "meta" && path == "/universe/0" || type == "outcomeMeta" && path == "/outcomes/0" || path is "/universe/0" or "/2" or "/2/name") continue;
                foreach (var value in Values) data.Add(type, path, value);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task What_can_be_traded_stays_tradable(string type, string path, string value)
    {
        using var venue = new TestVenue();
        foreach (var (name, answer, _) in Lists) venue.Info.Answer(name, name == type ? Broken(answer, path, value) : answer);
        venue.Info.Answer("meta", request => TestVenue.Dex(request) == "xyz"
            ? """{"universe":[{"name":"xyz:GOLD","szDecimals":2,"maxLeverage":20}],"collateralToken":0}"""
            : type == "meta" ? Broken(Lists[0].Answer, path, value) : Lists[0].Answer);

        var assets = new List<Asset>();
        foreach (var coin in new[] { "BTC", "@107", "#10", "xyz:GOLD" }) assets.Add(await venue.Client.Markets.GetAssetAsync(coin));

        Assert.Equal([0, 10_107, 100_000_010, 120_000], assets.Select(asset => asset.Id.Value));
        Assert.Equal([5, 2, 0, 2], assets.Select(asset => asset.SizeDecimals));
        if (value == "null") Assert.False(assets[0].IsDelisted);
    }

    [Theory]
    [InlineData("strictIsolated", true)]
    [InlineData("noCross", true)]
    [InlineData("crossPlus", false)]
    [InlineData("", false)]
    public void Only_the_known_words_forbid_cross_margin(string word, bool isolated)
    {
        var universe = AssetUniverse.Create(new() { Perps = new() { Universe = [new() { Name = "BTC", SizeDecimals = 5, MarginMode = word }] } });

        Assert.Equal(isolated, universe.Get("BTC").OnlyIsolated);
    }

    [Fact]
    public async Task A_row_keeps_what_can_be_read_and_the_rest_as_it_came()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("perpDexs", """[null,{"name":"xyz","deployer":"nobody","new":1},7]""");
        venue.Info.Answer("meta", """{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":{"a":1},"new":1},8],"marginTables":[9,[50,{"description":"d"}]]}""");

        var dexs = await venue.Client.Markets.GetPerpDexsAsync();
        var meta = await venue.Client.Markets.GetPerpMetaAsync();

        Assert.Equal([null, "xyz", null], dexs.Select(dex => dex?.Name));
        Assert.Equal(["deployer", "new"], dexs[1]!.OtherMembers!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["row"], dexs[2]!.OtherMembers!.Keys);
        Assert.Equal(("BTC", (int?)5, null), (meta.Universe[0].Name, meta.Universe[0].SizeDecimals, meta.Universe[0].MaxLeverage));
        Assert.Equal(["maxLeverage", "new"], meta.Universe[0].OtherMembers!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([null, "d"], meta.MarginTables.Select(table => table.Table?.Description));
    }

    private static string Broken(string answer, string path, string value)
    {
        const string Mark = "@@here@@";
        var root = JsonNode.Parse(answer)!;
        var node = root;
        var steps = path[1..].Split('/');
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        if (node is JsonArray array) array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = Mark;
        else node[steps[^1]] = Mark;
        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(JsonNode node, string at)
    {
        var children = node is JsonObject members
            ? members.Select(member => (member.Key, member.Value))
            : node is JsonArray items ? items.Select((item, i) => (Key: i.ToString(System.Globalization.CultureInfo.InvariantCulture), Value: item)) : [];
        foreach (var (key, child) in children)
        {
            var path = $"{at}/{key}";
            yield return path;
            if (child is not null)
            {
                foreach (var deeper in Paths(child, path)) yield return deeper;
            }
        }
    }
}
