using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Recorded answers of the real venue, and what is compared with them.</summary>
internal static class Recording
{
    public const string Name = "hyperliquid/recorded";

    public static string Folder => Path.Combine(Repository.SharedVectors, Name);

    /// <summary>The cases of a file, in their order.</summary>
    public static JsonElement[] Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{file}.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }

    public static JsonElement Response(string read, int index) => Cases($"info-{read}")[index].GetProperty("response");

    public static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>Every recorded member is there with its value; the venue has added members since.</summary>
    /// <param name="recorded">What the venue told.</param>
    /// <param name="told">What the emulator tells.</param>
    /// <param name="path">Where both are.</param>
    /// <param name="other">Members that are told otherwise today, by name.</param>
    public static void AssertHolds(JsonElement recorded, JsonElement told, string path, params string[] other)
    {
        Assert.True(recorded.ValueKind == told.ValueKind, $"{path}: {told.GetRawText()}");
        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in recorded.EnumerateObject().Where(m => !other.Contains(m.Name)))
                {
                    Assert.True(told.TryGetProperty(member.Name, out var value), $"{path}.{member.Name} is missing");
                    AssertHolds(member.Value, value, $"{path}.{member.Name}", other);
                }

                break;
            case JsonValueKind.Array:
                Assert.True(recorded.GetArrayLength() == told.GetArrayLength(), $"{path} has {Trader.Text((long)told.GetArrayLength())} of {Trader.Text((long)recorded.GetArrayLength())}");
                for (var i = 0; i < recorded.GetArrayLength(); i++) AssertHolds(recorded[i], told[i], $"{path}.{Trader.Text((long)i)}", other);
                break;
            default:
                Assert.True(recorded.GetRawText() == told.GetRawText(), $"{path}: {told.GetRawText()} instead of {recorded.GetRawText()}");
                break;
        }
    }

    /// <summary>The paths of the members that differ.</summary>
    public static IEnumerable<string> Changes(JsonNode? one, JsonNode? other, string path) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(m => m.Key).Union(b.Select(m => m.Key)).SelectMany(k => Changes(a[k], b[k], $"{path}.{k}")),
        (JsonArray a, JsonArray b) => Enumerable.Range(0, Math.Max(a.Count, b.Count)).SelectMany(i => Changes(i < a.Count ? a[i] : null, i < b.Count ? b[i] : null, $"{path}.{Trader.Text((long)i)}")),
        _ => JsonNode.DeepEquals(one, other) ? [] : [path],
    };
}
