using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Whatever an action says is signed: another value of any member makes another digest. Over every form of every typed action.</summary>
public sealed class ActionFieldTests(ITestOutputHelper output)
{
    private const long Nonce = 1_700_000_000_000;

    /// <summary>Members that the envelope decides, and the type, which another action has.</summary>
    private static readonly string[] NotTheActions = ["type", "nonce", "time", "signatureChainId", "hyperliquidChain"];

    /// <summary>Values to put in a text's place, the first that its type takes: numbers, words, coins, addresses and the like.</summary>
    private static readonly string[] OtherTexts =
    [
        "3", "0.5", "1.5", "0.0002", "3%", "0.3%", "u", "i", "disabled", "portfolioMargin", "supply", "repay", "noCross", "normal", "technical", "treasury", "firstStorageSlot", "customStorageSlot", "hex", "base58",
        "Ioc", "Gtc", "Alo", "tp", "sl", "na", "positionTpsl", "0x000000000000000000000000000000aa", "0x00000000000000000000000000000000000000aa", "PURR:0xc1fb593aeffbeb02f85e0308e9956a90",
        "other:COIN", "abcd", "192.0.2.7", "0xabcd", "A text that is long enough.", "7", "{\"authorizedUsers\":[\"0x00000000000000000000000000000000000000aa\"],\"threshold\":1}",
    ];

    private static readonly string[] Placeholders = ["\"2\"", "true", "1", "\"0x00000000000000000000000000000000000000aa\"", "{\"Ip\":\"192.0.2.7\"}", "{\"p\":\"1\",\"a\":true}", "{\"fullName\":\"x\",\"collateralToken\":0,\"oracleUpdater\":null}"];

    /// <summary>Members that are always null, and one whose other value fits no recipient that this one fits.</summary>
    private static readonly string[] OfOneValue =
        ["CSignerAction: jailSelf", "CSignerAction: unjailSelf", "CValidatorAction: unregister", "activateOutcomeDeployer: deactivate", "sendToEvmWithData: addressEncoding"];

    [VectorFact("hyperliquid/l1-actions.json")]
    public void Another_value_of_any_member_is_another_digest()
    {
        var shapes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var action in TypedSamples.All) shapes.TryAdd(Shape(action), action);

        var mutated = 0;
        var stuck = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var json in shapes.Values)
        {
            var digest = Digest(TypedActions.Read(json)!);
            foreach (var path in Leaves(JsonNode.Parse(json.GetRawText())!, []))
            {
                if (NotTheActions.Contains(path[0]) && !(json.Text("type") == "scheduleCancel" && path[0] is "time")) continue;
                var changed = Mutations(json, path).FirstOrDefault(other => other is not null);
                if (changed is null)
                {
                    stuck.Add($"{json.Text("type")}: {string.Join('.', path)}");
                    continue;
                }

                mutated++;
                Assert.True(Digest(changed) != digest, $"{json.Text("type")} has the same digest with another {string.Join('.', path)}.");
            }
        }

        output.WriteLine($"{shapes.Count} forms, {mutated} changes; not changed: {string.Join(", ", stuck)}");
        Assert.True(VectorFile.Source.Named || shapes.Count > 100, $"{shapes.Count} forms");

        // A folder that somebody names may hold but one value of a member, which the others of its action allow no other of.
        if (!VectorFile.Source.Named) Assert.Empty(stuck.Except(OfOneValue));
        Assert.True(mutated > 0);
    }

    [Fact]
    public void Every_type_is_among_them()
    {
        var types = TypedSamples.All.Select(action => action.Text("type")).ToHashSet(StringComparer.Ordinal);
        Assert.True(VectorFile.Source.Named || !ExchangeChecklist.Names.Except(["multiSig"]).Except(types).Any(), string.Join(", ", ExchangeChecklist.Names.Except(types)));
    }

    /// <summary>The typed action with another value at the path; null where the type does not take the value or it says the same.</summary>
    private static IEnumerable<ExchangeAction?> Mutations(JsonElement json, string[] path)
    {
        var before = TypedActions.Read(json)!.ToJson(HyperliquidNetwork.Testnet, Nonce);
        foreach (var candidate in Candidates(At(JsonNode.Parse(json.GetRawText())!, path)))
        {
            var root = JsonNode.Parse(json.GetRawText())!;
            var parent = At(root, path[..^1])!;
            var value = JsonNode.Parse(candidate);
            if (parent is JsonArray list) list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
            else parent[path[^1]] = value;

            ExchangeAction? action = null;
            try
            {
                action = TypedActions.Read(JsonElement.Parse(root.ToJsonString()));
                if (action?.ToJson(HyperliquidNetwork.Testnet, Nonce) == before) action = null;
            }
            catch (Exception e) when (e is HyperliquidException or ArgumentException or FormatException or InvalidOperationException or OverflowException or KeyNotFoundException or JsonException or NotExpressibleException or HypeKrCryptoException)
            {
            }

            yield return action;
        }
    }

    private static IEnumerable<string> Candidates(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => ["false"],
        JsonValueKind.False => ["true"],
        JsonValueKind.Number when value.AsValue().TryGetValue<long>(out var number) => [(number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)],
        JsonValueKind.String when value.GetValue<string>() is { Length: < 100 } text => [.. OtherTexts.Append(text + "x").Append(text.Length > 1 ? text[..^1] : "y").Select(other => JsonSerializer.Serialize(other))],
        JsonValueKind.String => ["\"another text\"", "\"1\""],
        _ => Placeholders,
    };

    private static JsonNode? At(JsonNode root, string[] path) =>
        path.Aggregate((JsonNode?)root, static (node, name) => node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node![name]);

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] path) => node switch
    {
        JsonObject map => map.SelectMany(member => Leaves(member.Value, [.. path, member.Key])),
        JsonArray list => list.Take(3).SelectMany((item, i) => Leaves(item, [.. path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)])),
        _ => [path],
    };

    private static string Shape(JsonElement action) =>
        action.Text("type") + string.Join('|', Leaves(JsonNode.Parse(action.GetRawText())!, []).Select(path => string.Join('.', path) + (At(JsonNode.Parse(action.GetRawText())!, path) is null ? "?" : "")));

    private static Hash32 Digest(ExchangeAction action) => action.ToTypedDataHash(HyperliquidNetwork.Testnet, Nonce).Digest;
}
