using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Every action of the checklist is answered in the venue's form, and whatever else comes is refused in it.</summary>
public sealed class ActionChecklistTests
{
    // What no member takes: of another kind, negative, huge, no number, of another length.
    private static readonly string[] Wrong =
    [
        "null", "true", "-1", "1.5", "1e400", "123456789012345678901234567890", "18446744073709551616", "\"\"", "\"NaN\"", "\"Infinity\"", "\"-1\"", "\"1e5\"", "\"0x\"",
        "\"99999999999999999999999999999\"", "\"9999999999999999999999999999\"", "[]", "{}", "[null]", "{\"type\":1}", "\"\\u0000\"",
        "18446744073709551615", "9223372036854775807", "-9223372036854775808", "\"9999999999999999999999999999%\"", "\"0.0000000000000000000000000001\"",
    ];

    private static readonly Secp256k1PrivateKey Key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash("emulator test of the checklist"u8).ToArray());

    private readonly World _world = new();

    public ActionChecklistTests()
    {
        _world.Admin.Fund(Key.Address, 10_000);
        _world.Admin.FundSpot(Key.Address, "USDC", 10_000);
        _world.Admin.FundSpot(Key.Address, "HYPE", 100);
    }

    [Fact]
    public void Every_name_has_an_example_and_nothing_else_has()
    {
        Assert.Equal(61, ActionExamples.Names.Distinct().Count());
        Assert.Equal(ActionExamples.Names.Order(StringComparer.Ordinal), ActionExamples.All.Select(e => e.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_action_is_answered_in_the_venues_form()
    {
        var nonce = _world.Now;
        foreach (var (name, json) in ActionExamples.All)
        {
            nonce++;
            var reply = Post(ActionExamples.Signed(ActionExamples.At(json, nonce), nonce, Key));
            Assert.True(reply.StatusCode == 200, $"{name}: {Encoding.UTF8.GetString(reply.Body.Span)}");
            AssertForm(name, World.Parse(reply));
            _world.AssertConserved();
        }
    }

    [Fact]
    public void Every_member_missing_or_wrong_is_refused_and_breaks_nothing()
    {
        var (count, done) = (0, 0);
        var nonce = _world.Now;
        foreach (var (name, json) in ActionExamples.All)
        {
            foreach (var (what, body) in Mutants(json))
            {
                nonce++;
                count++;
                var before = done % 50 == 0 ? _world.Admin.Totals().Held["USDC"] : 0;
                var action = body();
                foreach (var member in (string[])["time", "nonce"])
                {
                    if (action[member]?.ToJsonString() == "0") action[member] = nonce;
                }

                var reply = Post(ActionExamples.Signed(action, nonce, Key));
                Assert.True(reply.StatusCode is 200 or 422, $"{name} with {what}: {reply.StatusCode}");
                if (reply.StatusCode == 422) continue;
                done++;
                AssertForm($"{name} with {what}", World.Parse(reply));
            }
        }

        Assert.True(count > 5_000, $"{count} bodies");
        _world.AssertConserved();
        Assert.Equal(200, _world.Post("/info", """{"type":"allMids"}""").StatusCode);
    }

    [Fact]
    public void Ten_thousand_bodies_of_chance_are_answered_and_break_nothing()
    {
        var random = new Random(6);
        var bodies = ActionExamples.All.Select((e, i) => Encoding.UTF8.GetBytes(ActionExamples.Signed(ActionExamples.At(e.Json, _world.Now + i), _world.Now + i, Key).ToJsonString())).ToArray();
        var infos = ((string[])["""{"type":"clearinghouseState","user":"0x1719884eb866cb12b2287399b15f7db5e7d775ea"}""", """{"type":"candleSnapshot","req":{"coin":"BTC","interval":"1m","startTime":0}}""", """{"type":"l2Book","coin":"BTC","nSigFigs":5,"mantissa":2}"""])
            .Select(Encoding.UTF8.GetBytes).ToArray();
        for (var i = 0; i < 10_000; i++)
        {
            var isInfo = random.Next(4) == 0;
            var source = isInfo ? infos : bodies;
            var body = (byte[])source[random.Next(source.Length)].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(body.Length);
                body = random.Next(4) switch
                {
                    0 => [.. body[..at], .. body[(at + 1)..]],
                    1 => [.. body[..at], (byte)random.Next(256), .. body[at..]],
                    2 => [.. body[..at], .. body[random.Next(body.Length)..]],
                    _ => [.. body[..at], (byte)"0123456789{}[]\",:-.ex"[random.Next(21)], .. body[(at + 1)..]],
                };
                if (body.Length == 0) break;
            }

            var reply = _world.Post(isInfo ? "/info" : "/exchange", body);
            Assert.True(reply.StatusCode is 200 or 422 or 500, $"{reply.StatusCode} for {Encoding.UTF8.GetString(body)}");
            Assert.True(reply.StatusCode != 500 || isInfo, Encoding.UTF8.GetString(body));
        }

        _world.AssertConserved();
    }

    private static IEnumerable<(string What, Func<JsonObject> Body)> Mutants(string json)
    {
        foreach (var path in Paths(JsonNode.Parse(json)!, []).ToArray())
        {
            yield return ($"no {string.Join(".", path)}", () => Change(json, path, null));
            foreach (var wrong in Wrong) yield return ($"{string.Join(".", path)} = {wrong}", () => Change(json, path, wrong));
        }
    }

    private static JsonObject Change(string json, object[] path, string? value)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var parent = path[..^1].Aggregate((JsonNode)root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        if (path[^1] is string member)
        {
            if (value is null) parent.AsObject().Remove(member);
            else parent[member] = Parse(value);
        }
        else if (value is null)
        {
            parent.AsArray().RemoveAt((int)path[^1]);
        }
        else
        {
            parent[(int)path[^1]] = Parse(value);
        }

        return root;

        static JsonNode? Parse(string text) => JsonNode.Parse(text);
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(m => (IEnumerable<object[]>)[[.. path, m.Key], .. Paths(m.Value, [.. path, m.Key])]),
        JsonArray a => a.SelectMany((item, i) => (IEnumerable<object[]>)[[.. path, i], .. Paths(item, [.. path, i])]),
        _ => [],
    };

    private EmulatorReply Post(JsonObject body) => _world.Post("/exchange", body.ToJsonString());

    private static void AssertForm(string what, JsonElement reply)
    {
        Assert.True(reply.GetProperty("status").GetString() is "ok" or "err", what);
        var response = reply.GetProperty("response");
        if (reply.GetProperty("status").GetString() == "err") Assert.True(response.GetString()!.Length > 0, what);
        else Assert.True(response.GetProperty("type").GetString()!.Length > 0, what);
    }
}
