using System.Text.Json;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Every member of every action about orders, missing, null, of another type, negative, huge, or no number at all.</summary>
public sealed class OrderActionInputTests
{
    private const string Limit = """{"a":0,"b":true,"p":"99000","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x000000000000000000000000000000ff"}""";
    private const string Trigger = """{"a":0,"b":true,"p":"99000","s":"0.01","r":false,"t":{"trigger":{"isMarket":true,"triggerPx":"120000","tpsl":"sl"}}}""";

    private static readonly string[] Numbers = ["\"NaN\"", "\"Infinity\"", "\"1e3\"", "\"0x10\"", "\"\"", "\"-1\"", "\"99999999999999999999999999999\"", "-1", "1.5", "\"1,5\""];
    private static readonly string[] Types = ["[]", "{}", "true", "\"text\"", "12.5"];

    public static TheoryData<string> Actions =>
    [
        $$"""{"type":"order","orders":[{{Limit}}],"grouping":"na"}""",
        $$"""{"type":"order","orders":[{{Trigger}}],"grouping":"na"}""",
        """{"type":"cancel","cancels":[{"a":0,"o":77}]}""",
        """{"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"0x000000000000000000000000000000aa"}]}""",
        $$"""{"type":"modify","oid":77,"order":{{Limit}}}""",
        $$"""{"type":"batchModify","modifies":[{"oid":77,"order":{{Trigger}}}]}""",
        """{"type":"scheduleCancel","time":1}""",
        """{"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.01","r":false,"m":30,"t":false},"details":{"t":{"p":"120000","a":true},"s":"130000"}}""",
        """{"type":"twapCancel","a":0,"t":77}""",
    ];

    // What may be left out, or be null, and still is a complete action.
    private static readonly string[] Optional = ["c", "time", "details", "t.trigger", "twap.details"];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Bad_members_are_refused_and_change_nothing(string template)
    {
        var world = new World();
        var trader = world.Trader("of bad input", 1_000);
        world.Admin.SetMark("BTC", 100_000);
        var action = JsonNode.Parse(template)!;
        var before = world.Snapshot();
        var count = 0;
        foreach (var path in Members(action, []).ToArray())
        {
            var name = path[^1].ToString();
            foreach (var mutant in Mutants(action, path))
            {
                count++;
                var reply = Send(world, trader, mutant);
                Assert.True(IsRefused(reply), $"{mutant.ToJsonString()} after changing {name}: {System.Text.Encoding.UTF8.GetString(reply.Body.Span)}");
            }
        }

        Assert.True(count > 20, $"{count} mutants");
        Assert.Equal(before, world.Snapshot());
        Assert.DoesNotContain(world.Emulator.Venue.Account(trader.Address)!.Twaps, t => t.IsLive);
    }

    private static IEnumerable<JsonNode> Mutants(JsonNode action, object[] path)
    {
        var value = At(action, path);
        var isOptional = Optional.Contains(path[^1].ToString()) || (path is [.., "details", _]);
        if (!isOptional && path[^1] is string)
        {
            yield return Changed(action, path, parent => ((JsonObject)parent).Remove((string)path[^1]));
            yield return Set(action, path, null);
        }

        foreach (var text in Bad(value)) yield return Set(action, path, JsonNode.Parse(text));
    }

    /// <summary>Values of another kind than the one that is there, and numbers that are none.</summary>
    private static IEnumerable<string> Bad(JsonNode? value) => value switch
    {
        JsonObject => ["[]", "true", "\"text\"", "5"],
        JsonArray => ["{}", "true", "\"text\"", "5"],
        null => [],
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => ["[]", "{}", "\"true\"", "1", "0"],
            JsonValueKind.Number => [.. Types, .. Numbers, "99999999999999999999999999"],
            _ when decimal.TryParse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out _) => [.. Types.Where(t => t != "12.5"), .. Numbers, "99000", "5"],
            _ => [.. Types, "5"],
        },
    };

    private static IEnumerable<object[]> Members(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(m => (IEnumerable<object[]>)[[.. path, m.Key], .. Members(m.Value, [.. path, m.Key])]),
        JsonArray a => a.SelectMany((item, i) => (IEnumerable<object[]>)[[.. path, i], .. Members(item, [.. path, i])]),
        _ => [],
    };

    private static JsonNode? At(JsonNode? node, IEnumerable<object> path) => path.Aggregate(node, (n, step) => step is string name ? n![name] : n![(int)step]);

    private static JsonNode Set(JsonNode action, object[] path, JsonNode? value) => Changed(action, path, parent =>
    {
        if (path[^1] is string name) parent[name] = value;
        else parent[(int)path[^1]] = value;
    });

    private static JsonNode Changed(JsonNode action, object[] path, Action<JsonNode> change)
    {
        var mutant = action.DeepClone();
        change(At(mutant, path[..^1])!);
        return mutant;
    }

    private static EmulatorReply Send(World world, Trader trader, JsonNode action)
    {
        try
        {
            return world.Post("/exchange", trader.Sign(action.ToJsonString()));
        }
        catch (Exception e) when (e is InvalidActionException or ArgumentException or FormatException)
        {
            // Not even to be hashed: any signature will do to show that the shape is refused first.
            var body = JsonNode.Parse(trader.Sign("""{"type":"noop"}"""))!;
            body["action"] = action.DeepClone();
            return world.Post("/exchange", body.ToJsonString());
        }
    }

    private static bool IsRefused(EmulatorReply reply)
    {
        if (reply.StatusCode == 422) return true;
        var answer = World.Parse(reply);
        if (answer.GetProperty("status").GetString() == "err") return true;
        if (!answer.GetProperty("response").TryGetProperty("data", out var data)) return false;
        return data.TryGetProperty("status", out var status)
            ? status.ValueKind == JsonValueKind.Object && status.TryGetProperty("error", out _)
            : data.GetProperty("statuses").EnumerateArray().All(s => s.ValueKind == JsonValueKind.Object && s.TryGetProperty("error", out _));
    }
}
