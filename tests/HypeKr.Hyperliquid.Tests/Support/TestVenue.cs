using System.Text;
using System.Text.Json;
using HypeKr.Crypto;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A scripted venue with a perp, a builder perp, spot and an outcome, and a client and account on it.</summary>
internal sealed class TestVenue : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IDisposable> _owned = [];

    public TestVenue(Action<HyperliquidOptions>? configure = null)
    {
        Info.Answer("meta", request => Dex(request) switch
        {
            "" => """{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":50},{"name":"ETH","szDecimals":4,"maxLeverage":25},{"name":"DOGE","szDecimals":0,"maxLeverage":10}],"collateralToken":0}""",
            "xyz" => """{"universe":[{"name":"xyz:GOLD","szDecimals":2,"maxLeverage":20}],"collateralToken":0}""",
            var dex => throw new InvalidOperationException($"No dex {dex}."),
        });
        Info.Answer("perpDexs", """[null,{"name":"xyz","fullName":"XYZ"}]""");
        Info.Answer("spotMeta", """
            {"universe":[{"tokens":[1,0],"name":"PURR/USDC","index":0,"isCanonical":true},{"tokens":[150,0],"name":"@107","index":107,"isCanonical":false}],
             "tokens":[{"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0},{"name":"PURR","szDecimals":0,"weiDecimals":5,"index":1},{"name":"HYPE","szDecimals":2,"weiDecimals":8,"index":150}]}
            """);
        Info.Answer("outcomeMeta", """{"outcomes":[{"outcome":1,"name":"Rain tomorrow","description":"","sideSpecs":[{"name":"Yes"},{"name":"No"}],"quoteToken":"USDC"}],"questions":[]}""");
        Info.Answer("allMids", request => Dex(request) == "xyz"
            ? """{"xyz:GOLD":"3021.5"}"""
            : """{"BTC":"60000.5","ETH":"2500.05","DOGE":"0.123456","PURR/USDC":"0.25","@107":"21.8285","#10":"0.62","#11":"0.38"}""");
        Info.Answer("l2Book", request =>
        {
            var coin = request.GetProperty("coin").GetString()!;
            var (bid, ask) = coin switch
            {
                "BTC" => ("60000.0", "60001.0"),
                "ETH" => ("2500.0", "2500.1"),
                "DOGE" => ("0.12345", "0.12346"),
                "xyz:GOLD" => ("3021.0", "3022.0"),
                "PURR/USDC" => ("0.2499", "0.2501"),
                "@107" => ("21.828", "21.829"),
                "#10" => ("0.619", "0.621"),
                _ => ("0.379", "0.381"),
            };
            return $$"""{"coin":"{{coin}}","time":1772366400000,"levels":[[{"px":"{{bid}}","sz":"1000.0","n":1}],[{"px":"{{ask}}","sz":"1000.0","n":1}]]}""";
        });
        var options = new HyperliquidOptions
        {
            Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001")),
            InfoHandler = Info,
            ExchangeHandler = Exchange,
            TimeProvider = Time,
            LoggerFactory = SuiteTraffic.Logs,
        };
        configure?.Invoke(options);
        Client = new HyperliquidClient(options);
        Signer = CreateSigner("agent");
        Account = Client.ForAccount(UserAddress, Signer);
        _owned.AddRange([Client, Signer]);
    }

    public InfoStub Info { get; } = new();

    public ExchangeStub Exchange { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public HyperliquidClient Client { get; }

    public PrivateKeySigner Signer { get; }

    public HyperliquidAccount Account { get; }

    public static EthereumAddress UserAddress { get; } = AddressOf("user");

    public static EthereumAddress AddressOf(string label)
    {
        using var signer = CreateSigner(label);
        return signer.Address;
    }

    public static PrivateKeySigner CreateSigner(string label)
    {
        var key = KeyOf(label);
        SuiteTraffic.Plant(label, key);
        return new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(key));
    }

    public static byte[] KeyOf(string label)
    {
        var key = new byte[32];
        Keccak256.Hash(Encoding.UTF8.GetBytes(label), key);
        return key;
    }

    public static string Dex(JsonElement request) => request.TryGetProperty("dex", out var dex) ? dex.GetString()! : "";

    public void HasPosition(string coin, string signedSize) => Info.Answer("clearinghouseState", request =>
        Dex(request) == (coin.Contains(':') ? coin[..coin.IndexOf(':')] : "")
            ? $$$"""{"assetPositions":[{"type":"oneWay","position":{"coin":"SOL","szi":"7.0"}},{"type":"oneWay","position":{"coin":"{{{coin}}}","szi":"{{{signedSize}}}","entryPx":"1.0"}}]}"""
            : """{"assetPositions":[]}""");

    public void HasBalance(string coin, string total, string hold = "0.0") => Info.Answer("spotClearinghouseState",
        $$$"""{"balances":[{"coin":"USDC","token":0,"total":"100.0","hold":"0.0","entryNtl":"0.0"},{"coin":"{{{coin}}}","total":"{{{total}}}","hold":"{{{hold}}}","entryNtl":"1.0"}]}""");

    public void Dispose() => _owned.ForEach(item => item.Dispose());
}
