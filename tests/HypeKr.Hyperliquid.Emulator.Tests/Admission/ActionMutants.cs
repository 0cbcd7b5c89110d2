using System.Text.Json;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Bodies that differ from one in a single value.</summary>
internal static class ActionMutants
{
    private static readonly string[][] Words =
    [
        ["Gtc", "Ioc", "Alo", "FrontendMarket"], ["tp", "sl"], ["na", "normalTpsl", "positionTpsl"], ["Mainnet", "Testnet"], ["supply", "withdraw", "repay", "borrow"],
        ["disabled", "unifiedAccount", "portfolioMargin"], ["i", "u", "p"], ["hex", "base58"], ["technical", "treasury"], ["firstStorageSlot", "customStorageSlot"],
        ["strictIsolated", "noCross", "normal"], ["usdSend", "withdraw3"], ["cDeposit", "cWithdraw"], ["order", "cancel"], ["noop", "claimRewards", "agentEnableDexAbstraction"],
    ];

    private const int Most = 40;

    /// <summary>The body with one leaf of a member changed, for every leaf.</summary>
    public static IEnumerable<(string What, JsonObject Mutant)> Of(JsonObject body, string member)
    {
        // Long batches repeat themselves: their beginning and their end stand for the rest.
        var leaves = Leaves(body[member], []).ToArray();
        foreach (var path in leaves.Length <= Most ? leaves : [.. leaves[..(Most / 2)], .. leaves[^(Most / 2)..]])
        {
            var mutant = (JsonObject)body.DeepClone();
            var parent = path[..^1].Aggregate(mutant[member]!, (node, step) => Step(node, step)!);
            var changed = Change(Step(parent, path[^1]));
            if (path[^1] is string name) parent[name] = changed;
            else parent[(int)path[^1]] = changed;
            yield return ($"changing {member}.{string.Join(".", path)} to {changed.ToJsonString()}", mutant);
        }
    }

    /// <summary>Another value of the same kind: a flipped flag, the next number, another word, one digit changed.</summary>
    public static JsonNode Change(JsonNode? leaf)
    {
        switch (leaf?.GetValueKind())
        {
            case null: return "1";
            case JsonValueKind.True: return false;
            case JsonValueKind.False: return true;
            case JsonValueKind.Number: return leaf.ToJsonString().StartsWith('-') ? leaf.GetValue<long>() - 1 : leaf.GetValue<ulong>() + 1;
        }

        var text = leaf.GetValue<string>();
        if (Words.FirstOrDefault(w => w.Contains(text)) is { } group) return group[(Array.IndexOf(group, text) + 1) % group.Length];
        return text.Length == 0 ? "7" : $"{text[..^1]}{(text[^1] == '7' ? '3' : '7')}";
    }

    private static IEnumerable<object[]> Leaves(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(m => Leaves(m.Value, [.. path, m.Key])),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, [.. path, i])),
        _ => [path],
    };

    private static JsonNode? Step(JsonNode node, object step) => step is string name ? node[name] : node[(int)step];
}
