using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The emulator's own reader and writer against requests that another implementation signed.</summary>
[Trait("Category", "Vectors")]
public sealed class ActionVectorTests(ITestOutputHelper output)
{
    private static readonly string[] Known = ["order", "cancel", "cancelByCloid", "modify", "batchModify", "scheduleCancel", "twapOrder", "twapCancel", "updateLeverage", "noop", .. ActionCatalogue.Names];

    [VectorFact("hyperliquid/l1-actions.json")]
    public void Every_known_action_gives_its_signer_and_every_changed_one_another()
    {
        var (known, mutants) = (0, 0);
        VectorFile.Open("hyperliquid/l1-actions.json").Run(output, ("cases", @case =>
        {
            var body = Body(@case);
            if (!IsKnown(body["action"]))
            {
                AssertForeign(@case, body);
                return;
            }

            known++;
            AssertOriginal(@case, body);
            mutants += AssertMutants(@case, body);
        }
        ), ("rejected", AssertRefused));
        output.WriteLine($"{known} known actions, {mutants} changed ones");
        Assert.True(known > 0, "no known action");
    }

    private static void AssertOriginal(JsonElement @case, JsonObject body)
    {
        var request = Read(body);
        var packed = new MsgpackWriter();
        request.Action.Pack(packed);
        Assert.Equal(@case.GetProperty("msgpackHex").GetString(), $"0x{Convert.ToHexStringLower(packed.Written)}");

        var hash = SignerRecovery.HashAction(request.Action, request.Nonce, request.VaultAddress, request.ExpiresAfter);
        Assert.Equal(@case.GetProperty("actionHash").GetString(), hash.ToString());
        Assert.Equal(@case.GetProperty("digest").GetString(), SignerRecovery.Digest(hash, Source(@case)).ToString());
        Assert.Equal(Address(@case), Recover(body, Source(@case)));

        // A signature for one network is somebody else's on the other: the emulator takes testnet's only.
        Assert.NotEqual(Address(@case), Recover(body, Source(@case) == "a" ? "b" : "a"));

        // The order of members and what the venue does not know change nothing; the spelling of a decimal neither.
        var shuffled = (JsonObject)Reverse(body);
        shuffled["action"]!.AsObject()["somethingNew"] = 1;
        Assert.Equal(Address(@case), Recover(shuffled, Source(@case)));
    }

    private static int AssertMutants(JsonElement @case, JsonObject body)
    {
        var count = 0;
        foreach (var (what, mutant) in Mutants(body))
        {
            count++;
            EthereumAddress? recovered = null;
            try
            {
                recovered = Recover(mutant, Source(@case));
            }
            catch (ShapeException)
            {
                // A body that does not fit is refused before anybody is recovered.
            }

            Assert.False(recovered == Address(@case), $"after {what} the same signer is recovered");
        }

        return count;
    }

    /// <summary>The body with one leaf changed, for every leaf; and with nonce, vault and expiry changed, added and removed.</summary>
    private static IEnumerable<(string What, JsonObject Mutant)> Mutants(JsonObject body)
    {
        foreach (var mutant in ActionMutants.Of(body, "action")) yield return mutant;

        yield return Changed("nonce", JsonValue.Create(body["nonce"]!.GetValue<long>() + 1));
        yield return body["vaultAddress"] is { } vault ? Changed("vaultAddress", ActionMutants.Change(vault)) : Changed("vaultAddress", "0x0000000000000000000000000000000000000001");
        yield return body["expiresAfter"] is { } expiry ? Changed("expiresAfter", ActionMutants.Change(expiry)) : Changed("expiresAfter", 0);
        if (body["vaultAddress"] is not null) yield return Changed("vaultAddress", null);
        if (body["expiresAfter"] is not null) yield return Changed("expiresAfter", null);

        (string, JsonObject) Changed(string member, JsonNode? value)
        {
            var mutant = (JsonObject)body.DeepClone();
            mutant[member] = value;
            return ($"changing {member} to {value?.ToJsonString() ?? "null"}", mutant);
        }
    }

    private static JsonNode Reverse(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : (JsonNode?)Reverse(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(item => item is null ? null : Reverse(item))]),
        _ => node.DeepClone(),
    };

    /// <summary>An action of another type is refused for its type, not misread as one that is known.</summary>
    private static void AssertForeign(JsonElement @case, JsonObject body)
    {
        Assert.StartsWith("raw/", @case.GetProperty("name").GetString(), StringComparison.Ordinal);
        var refusal = Assert.Throws<ShapeException>(() => Read(body));
        Assert.StartsWith("Failed to deserialize the JSON body into the target type: action", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What a client library refuses to send gets an error here, too, and does nothing.</summary>
    private static void AssertRefused(JsonElement @case)
    {
        var world = new World();
        var trader = world.Trader("of refused input");
        var action = new JsonObject { ["type"] = @case.GetProperty("method").GetString() };
        foreach (var member in @case.GetProperty("params").EnumerateObject()) action[member.Name] = JsonNode.Parse(member.Value.GetRawText());

        var before = world.Snapshot();
        EmulatorReply reply;
        try
        {
            reply = world.Post("/exchange", trader.Sign(action.ToJsonString()));
        }
        catch (InvalidActionException)
        {
            // Not even to be hashed: any signature will do to show that the shape is refused first.
            var body = JsonNode.Parse(trader.Sign("""{"type":"noop"}"""))!;
            body["action"] = action;
            reply = world.Post("/exchange", body.ToJsonString());
        }

        if (reply.StatusCode == 422) return;

        var answer = World.Parse(reply);
        Assert.True(
            answer.GetProperty("status").GetString() == "err" || Errors(answer.GetProperty("response").GetProperty("data")),
            answer.GetRawText());
        Assert.Equal(before, world.Snapshot());
    }

    /// <summary>Whether every status is an error; a TWAP's is one alone.</summary>
    private static bool Errors(JsonElement data) => data.TryGetProperty("status", out var status)
        ? status.TryGetProperty("error", out _)
        : data.GetProperty("statuses").EnumerateArray().All(s => s.TryGetProperty("error", out _));

    private static JsonObject Body(JsonElement @case)
    {
        var body = new JsonObject();
        foreach (var member in (string[])["action", "signature", "nonce", "vaultAddress", "expiresAfter"])
        {
            if (@case.TryGetProperty(member, out var value)) body[member] = JsonNode.Parse(value.GetRawText());
        }

        return body;
    }

    private static bool IsKnown(JsonNode? action) => action is JsonObject o && o["type"] is { } type && Known.Contains(type.GetValue<string>());

    private static ExchangeRequest Read(JsonObject body)
    {
        using var document = WireShape.Parse(JsonSerializer.SerializeToUtf8Bytes(body));
        return ExchangeRequest.Read(new WireShape(document.RootElement, ""));
    }

    private static EthereumAddress? Recover(JsonObject body, string source)
    {
        var request = Read(body);
        var hash = SignerRecovery.HashAction(request.Action, request.Nonce, request.VaultAddress, request.ExpiresAfter);
        return SignerRecovery.TryRecover(hash, source, request.Signature, out var signer) ? signer : null;
    }

    private static EthereumAddress? Address(JsonElement @case) => EthereumAddress.Parse(@case.GetProperty("address").GetString()!);

    private static string Source(JsonElement @case) => @case.GetProperty("isTestnet").GetBoolean() ? "b" : "a";
}
