using System.Globalization;
using System.Text.Json;

namespace HypeKr.Benchmarks;

internal static partial class HyperliquidComparison
{
    /// <summary>Answers read into typed models with decimals, beside <see cref="JsonDocument"/> over the same bytes and a validator over the same text.</summary>
    private static IEnumerable<ComparisonRow> ParseRows()
    {
        var parse = new ParseBenchmark();
        (string What, Action Ours)[] answers =
        [
            ("l2Book", () => parse.Book()),
            ("trades", () => parse.Trades()),
            ("clearinghouseState", () => parse.State()),
            ("metaAndAssetCtxs", () => parse.Markets()),
        ];
        foreach (var (what, ours) in answers)
        {
            var bytes = ParseBenchmark.Bytes(what);
            using var document = JsonDocument.Parse(bytes);
            var file = Path.Combine(Path.GetTempPath(), $"hypekr-benchmark-{what}.json");
            File.WriteAllBytes(file, bytes);
            try
            {
                yield return Measure.InTurn($"read {what}", ours, "JsonDocument.Parse", () => JsonDocument.Parse(bytes).Dispose(), 1 / 1.5);
                yield return AgainstNode("valibot", "valibot over JSON.parse, shapes of nktkas/hyperliquid", 3.5);
                yield return AgainstNode("json", "JSON.parse alone, no decimals, on node", null);
            }
            finally
            {
                File.Delete(file);
            }

            ComparisonRow AgainstNode(string how, string name, double? target) => Measure.AgainstPeer(
                $"read {what}", ours, new Peer("node", "hyperliquid-parse.mjs"), name, $"{what}-{how}@{file}", target, ("numbers", Numbers(document.RootElement)));
        }
    }

    // What both sides have to have read: JSON numbers, and texts that are decimals.
    private static int Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => 1,
        JsonValueKind.String => decimal.TryParse(element.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? 1 : 0,
        JsonValueKind.Array => element.EnumerateArray().Sum(Numbers),
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Numbers(member.Value)),
        _ => 0,
    };
}
