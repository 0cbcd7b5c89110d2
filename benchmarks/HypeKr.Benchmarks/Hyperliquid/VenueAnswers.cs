using System.Globalization;
using System.Text;

namespace HypeKr.Benchmarks;

/// <summary>Answers of the venue, compact as it sends them, with numbers as long as it has them.</summary>
internal static class VenueAnswers
{
    /// <summary>20 bids and 20 asks.</summary>
    public static byte[] L2Book { get; } = Utf8(
        $$"""{"coin":"ETH","time":1754467216357,"levels":[[{{Join(20, i => Level(3021.5m - (0.1m * i), i))}}],[{{Join(20, i => Level(3021.6m + (0.1m * i), i))}}]]}""");

    /// <summary>Ten trades.</summary>
    public static byte[] Trades { get; } = Utf8("[" + Join(10, i =>
        $$"""{"coin":"ETH","side":"{{(i % 3 == 0 ? "B" : "A")}}","px":"{{Number(3021.5m + (0.1m * i))}}","sz":"{{Number(0.0573m * (i + 1))}}","time":{{1754467216357 + i}},"hash":"0x{{Hex(64, i)}}","tid":{{Number(118906512037719m + i)}},"users":["0x{{Hex(40, i)}}","0x{{Hex(40, i + 7)}}"]}""") + "]");

    /// <summary>An account with ten positions.</summary>
    public static byte[] ClearinghouseState { get; } = Utf8(
        $$"""{"marginSummary":{"accountValue":"13109.482328","totalNtlPos":"21384.4422","totalRawUsd":"-8274.959872","totalMarginUsed":"1069.22211"},"crossMarginSummary":{"accountValue":"13104.514502","totalNtlPos":"20384.4422","totalRawUsd":"-7279.927698","totalMarginUsed":"1019.22211"},"crossMaintenanceMarginUsed":"523.482329","withdrawable":"12085.292392","assetPositions":[{{Join(10, Position)}}],"time":1754467216357}""");

    /// <summary>200 perps with their figures.</summary>
    public static byte[] MetaAndAssetCtxs { get; } = Utf8(
        $$"""[{"universe":[{{Join(200, i => $$"""{"szDecimals":{{i % 6}},"name":"COIN{{i}}","maxLeverage":{{3 + (i % 48)}},"marginTableId":{{50 + (i % 5)}}{{(i % 9 == 0 ? ",\"onlyIsolated\":true" : "")}}{{(i % 20 == 0 ? ",\"isDelisted\":true" : "")}}}""")}}],"marginTables":[{{Join(5, i => $$"""[{{50 + i}},{"description":"tiered {{i}}x","marginTiers":[{"lowerBound":"0.0","maxLeverage":{{10 + i}}},{"lowerBound":"3000000.0","maxLeverage":5}]}]""")}}],"collateralToken":0},[{{Join(200, Context)}}]]""");

    private static string Level(decimal price, int i) => $$"""{"px":"{{Number(price)}}","sz":"{{Number(12.3456m * (i + 1))}}","n":{{1 + (i % 9)}}}""";

    private static string Position(int i) =>
        $$"""{"type":"oneWay","position":{"coin":"COIN{{i}}","szi":"{{(i % 2 == 0 ? "-" : "")}}{{Number(12.0573m * (i + 1))}}","leverage":{{(i % 3 == 0 ? """{"type":"isolated","value":20,"rawUsd":"-95.059824"}""" : """{"type":"cross","value":20}""")}},"entryPx":"{{Number(2986.3m + i)}}","positionValue":"{{Number(100.02765m * (i + 1))}}","unrealizedPnl":"-0.0134","returnOnEquity":"-0.0026789","liquidationPx":{{(i % 4 == 0 ? "null" : "\"2866.26936529\"")}},"marginUsed":"4.967826","maxLeverage":50,"cumFunding":{"allTime":"514.085417","sinceOpen":"0.0","sinceChange":"0.0"} } }""";

    private static string Context(int i) =>
        $$"""{"funding":"{{(i % 5 == 0 ? "-" : "")}}0.0000125","openInterest":"{{Number(28311.29876m + i)}}","prevDayPx":"{{Number(97.011m + i)}}","dayNtlVlm":"{{Number(1169046.29406m + i)}}","premium":{{(i % 20 == 0 ? "null" : "\"0.00031774\"")}},"oraclePx":"{{Number(96.327m + i)}}","markPx":"{{Number(96.3m + i)}}","midPx":{{(i % 20 == 0 ? "null" : $"\"{Number(96.315m + i)}\"")}},"impactPxs":{{(i % 20 == 0 ? "null" : $"[\"{Number(96.2m + i)}\",\"{Number(96.4m + i)}\"]")}},"dayBaseVlm":"{{Number(12043.27m + i)}}"}""";

    private static string Join(int count, Func<int, string> item) => string.Join(",", Enumerable.Range(0, count).Select(item));

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hex(int digits, int i) => string.Concat(Enumerable.Range(0, digits).Select(d => "0123456789abcdef"[((d * 7) + (i * 5) + (d * d * 3)) % 16]));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
