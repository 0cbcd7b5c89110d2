using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Whatever is changed in an action changes its hash: nothing that is sent is left unsigned.</summary>
[Trait("Category", "Vectors")]
public sealed class ActionHashProperties(ITestOutputHelper output)
{
    private const string L1 = "hyperliquid/l1-actions.json";
    private const string UserSigned = "hyperliquid/user-signed.json";

    [VectorFact(L1)]
    public void Every_member_of_an_L1_action_changes_its_hash()
    {
        var (raw, typed) = (0, 0);
        VectorFile.Open(L1).Run(output, @case =>
        {
            var action = @case.GetProperty("action");
            var nonce = @case.GetProperty("nonce").GetInt64();
            var original = new RawAction(action).ComputeHash(nonce);
            foreach (var changed in Mutations(action))
            {
                var hash = new RawAction(changed).ComputeHash(nonce);
                Assert.NotEqual(original, hash);
                raw++;

                // Where the type can say it too, it says the same.
                if (TryRead(changed) is L1Action read && read.ToJson(HyperliquidNetwork.Testnet, nonce) == new RawAction(changed).ToJson())
                {
                    Assert.Equal(hash, read.ComputeHash(nonce));
                    typed++;
                }
            }
        });
        output.WriteLine($"{raw} changes, {typed} of them typed");
        Assert.True(raw > 0 && (typed > 0 || VectorFile.Source.Named));
    }

    [VectorFact(UserSigned)]
    public void Every_member_of_a_user_signed_action_changes_its_digest()
    {
        var count = 0;
        VectorFile.Open(UserSigned).Run(output, @case =>
        {
            var action = @case.GetProperty("action");
            var nonce = @case.GetProperty("nonce").GetInt64();
            var chainId = (long)Vectors.Number(action.Text("signatureChainId"));
            var original = ((UserSignedAction)TypedActions.Read(action)!).ToTypedDataHash(@case.Network(), nonce, chainId).Digest;
            Assert.NotEqual(original, ((UserSignedAction)TypedActions.Read(action)!).ToTypedDataHash(@case.Network(), nonce + 1, chainId).Digest);
            Assert.NotEqual(original, ((UserSignedAction)TypedActions.Read(action)!).ToTypedDataHash(@case.Network(), nonce, chainId + 1).Digest);
            foreach (var changed in Mutations(action))
            {
                if (TryRead(changed) is not UserSignedAction read || read.ToJson(@case.Network(), nonce) == ((UserSignedAction)TypedActions.Read(action)!).ToJson(@case.Network(), nonce)) continue;
                Assert.NotEqual(original, read.ToTypedDataHash(@case.Network(), nonce, chainId).Digest);
                count++;
            }
        });
        output.WriteLine($"{count} changes");
        Assert.True(count > 0);
    }

    private static ExchangeAction? TryRead(JsonElement action)
    {
        try
        {
            return TypedActions.Read(action);
        }
        catch (Exception e) when (e is HyperliquidException or HypeKrCryptoException or ArgumentException or NotExpressibleException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException or JsonException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>The action with one value changed, one member renamed or one member gone, in every place.</summary>
    private static IEnumerable<JsonElement> Mutations(JsonElement action)
    {
        // Of the many alike in a long batch some are enough.
        const int Enough = 40;
        var places = Places(JsonNode.Parse(action.GetRawText())!).Count();
        for (var place = 0; place < places; place += places > Enough && place > 10 ? places / Enough : 1)
        {
            foreach (var edit in new Func<JsonNode?, JsonNode?>[] { Change, _ => null })
            {
                var root = JsonNode.Parse(action.GetRawText())!;
                var (parent, key) = Places(root).ElementAt(place);
                var before = root.ToJsonString();
                Set(parent, key, edit(Get(parent, key)));
                if (root.ToJsonString() == before) continue;
                using var document = JsonDocument.Parse(root.ToJsonString());
                yield return document.RootElement.Clone();
            }
        }
    }

    private static JsonNode? Change(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        JsonValueKind.Number => JsonValue.Create(value.GetValue<JsonElement>().TryGetInt64(out var integer) ? integer == long.MaxValue ? 0 : integer + 1 : 0),
        JsonValueKind.String => JsonValue.Create(ChangeText(value.GetValue<string>())),
        _ => JsonValue.Create(1),
    };

    // Another digit where there is one, so that addresses and decimals stay what they are.
    private static string ChangeText(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] is >= '1' and <= '8') return string.Concat(text.AsSpan(0, i), ((char)(text[i] + 1)).ToString(), text.AsSpan(i + 1));
        }

        return text + "x";
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(member => ((object)member.Key, member.Value)),
            JsonArray array => array.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (key, value) in children.ToArray())
        {
            if (value is JsonObject or JsonArray)
            {
                foreach (var place in Places(value)) yield return place;
            }
            else
            {
                yield return (node, key);
            }
        }
    }

    private static JsonNode? Get(JsonNode parent, object key) => key is string name ? parent[name] : parent[(int)key];

    private static void Set(JsonNode parent, object key, JsonNode? value)
    {
        if (key is string name) parent[name] = value;
        else parent[(int)key] = value;
    }
}
