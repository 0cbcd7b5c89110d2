using System.Text;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Answers that are broken: cut, of other kinds, nested too deep, with members gone, null or twice.</summary>
internal static class Mutations
{
    private const int Cuts = 5;
    private const int Edits = 20;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "1.5", "9223372036854775808", "\"\"", "\"x\"", "\"-0.0\"", "\"99999999999999999999999999999999999\"", "\"\\ud83d\"", "[]", "{}", "[null]", "[[]]",
        "{\"\":null}", "{\"\\ud83d\":1}", "{\"type\":1}",
    ];

    private static readonly string[] Whole = ["", " ", "null", "0", "\"text\"", "true", "[]", "{}", "[null]", "[[]]", "[{}]", "[1]", "\u00e4", "{\"a\":1}{", "<html>", "[1,]"];

    /// <summary>Answers that have nothing to do with what was asked for.</summary>
    public static IEnumerable<byte[]> Foreign => [.. Whole.Select(Encoding.UTF8.GetBytes), [0xff, 0xfe, 0x5b]];

    /// <summary>The answer itself, and what may have become of it.</summary>
    public static IEnumerable<byte[]> Of(string reply, Random random)
    {
        yield return Encoding.UTF8.GetBytes(reply);
        var bytes = Encoding.UTF8.GetBytes(reply);
        for (var i = 0; i < Cuts; i++) yield return bytes[..random.Next(bytes.Length)];
        for (var i = 0; i < Edits; i++)
        {
            var node = JsonNode.Parse(reply);
            if (node is null) yield break;
            yield return Encoding.UTF8.GetBytes(Edit(node, random));
        }
    }

    /// <summary>The text with one place of it changed. It is changed as text, so that what no JSON writer would write can stand there.</summary>
    private static string Edit(JsonNode root, Random random)
    {
        const string Mark = "@@here@@";
        List<JsonNode> places = [];
        Collect(root, places);
        if (places.Count == 0) return Values[random.Next(Values.Length)];
        var place = places[random.Next(places.Count)];
        if (place.Parent is JsonObject owner && random.Next(4) == 0)
        {
            owner.Remove(place.GetPropertyName());
            return root.ToJsonString();
        }

        var value = random.Next(12) switch
        {
            0 => Deep('[', ']'),
            1 => Deep("{\"a\":", "}"),
            2 => place.ToJsonString() + ",\"again\":" + place.ToJsonString(),
            3 when place is JsonValue => "\"" + place.ToJsonString().Trim('"') + "\"",
            4 when place is JsonValue => place.ToJsonString().Trim('"'),
            _ => Values[random.Next(Values.Length)],
        };
        place.ReplaceWith(Mark);
        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private static void Collect(JsonNode node, List<JsonNode> places)
    {
        foreach (var child in node is JsonObject o ? o.Select(m => m.Value) : node is JsonArray a ? a : Enumerable.Empty<JsonNode?>())
        {
            if (child is null) continue;
            places.Add(child);
            Collect(child, places);
        }
    }

    private static string Deep(char open, char close) => Deep(open.ToString(), close.ToString());

    private static string Deep(string open, string close) => string.Concat(Enumerable.Repeat(open, 5000)) + "1" + string.Concat(Enumerable.Repeat(close, 5000));
}
