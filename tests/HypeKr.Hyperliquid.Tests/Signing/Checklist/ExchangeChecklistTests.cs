using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Walks the checklist of exchange actions: each name has a type, a method that sends it, and a request that was captured and compared.</summary>
public sealed class ExchangeChecklistTests(ITestOutputHelper output)
{
    private const string L1 = "hyperliquid/l1-actions.json";
    private const string UserSigned = "hyperliquid/user-signed.json";

    // Their methods are not a call for one action: the multi-sig wrapper is sent by a proposal, whose tests are in Multisig/.
    private static readonly string[] SentOtherwise = ["multiSig"];

    // A folder that somebody names may lack a file; ours has both.
    private static readonly Lazy<ILookup<string, JsonElement>> VectorActions = new(() => new[] { L1, UserSigned }
        .Where(file => !VectorFile.Source.Named || System.IO.File.Exists(Path.Combine(VectorFile.Source.Folder, file)))
        .SelectMany(file => VectorFile.Open(file).Root.GetProperty("cases").EnumerateArray())
        .Select(@case => @case.GetProperty("action"))
        .Where(action => action.ValueKind == JsonValueKind.Object && action.TryGetProperty("type", out _))
        .ToLookup(action => action.GetProperty("type").GetString()!, StringComparer.Ordinal));

    public static TheoryData<string> Names => [.. ExchangeChecklist.Names];

    [Fact]
    public void The_list_is_that_of_the_specification()
    {
        Assert.Equal(59 + 2, ExchangeChecklist.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(ExchangeChecklist.Calls.Keys.Except(ExchangeChecklist.Names));
    }

    [SharedFact("../spec/hyperliquid-wire.md")]
    public void The_specification_has_no_other_name()
    {
        var line = System.IO.File.ReadLines(Path.Combine(Repository.SharedVectors, "../spec/hyperliquid-wire.md")).Single(l => l.StartsWith("Exchange (59 + 2):", StringComparison.Ordinal));
        var names = line.Split('`').Where((_, i) => i % 2 == 1).SelectMany(part => part.Split(", "));
        Assert.Equal(names.Order(StringComparer.Ordinal), ExchangeChecklist.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_sent_by_a_method_as_another_client_sends_it(string name)
    {
        if (SentOtherwise.Contains(name)) return;
        Assert.True(ExchangeChecklist.Calls.TryGetValue(name, out var call), $"No row sends {name}.");
        Assert.True(TypedActions.Known.Contains(name), $"No reader makes a typed {name}.");

        var captured = 0;
        foreach (var action in Actions(name).Concat(call.Samples.Select(sample => JsonElement.Parse(sample))))
        {
            using var scene = new ExchangeCallScene();
            scene.Venue.Exchange.Answer(Answer(name));
            if (call.Send(scene, action) is not { } sending) continue;
            await sending;

            captured++;
            var request = Assert.Single(scene.Venue.Exchange.Requests);
            var sent = request.GetProperty("action");
            Assert.Equal(WithEnvelopeOf(action, request).ToJson(), sent.GetRawText());
            Assert.Equal(name, sent.GetProperty("type").GetString());

            // The same action through its type, so that the samples are judged by it too.
            var typed = TypedActions.Read(action)!;
            Assert.Equal(sent.GetRawText(), typed.ToJson(scene.Venue.Client.Network, request.GetProperty("nonce").GetInt64()));
        }

        output.WriteLine($"{captured} requests");
        Assert.True(captured > 0 || VectorFile.Source.Named, $"No request of {name} was captured.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_type_is_sealed_and_in_the_public_interface(string name)
    {
        if (SentOtherwise.Contains(name)) return;
        if (Actions(name).Concat(ExchangeChecklist.Calls[name].Samples.Select(sample => JsonElement.Parse(sample))).Select(TypedActions.Read).FirstOrDefault() is not { } action)
        {
            Assert.True(VectorFile.Source.Named);
            return;
        }

        Assert.True(action.GetType() is { IsSealed: true, IsPublic: true } and not { Name: nameof(RawAction) });
        Assert.Equal(name, action.Type);
    }

    /// <summary>The actions of that type that another client sent.</summary>
    private static IEnumerable<JsonElement> Actions(string type) => VectorActions.Value[type];

    /// <summary>What is expected: the action with the nonce, chain and chain id of the request that was captured.</summary>
    private static RawAction WithEnvelopeOf(JsonElement action, JsonElement request)
    {
        var node = JsonNode.Parse(action.GetRawText())!.AsObject();
        var nonce = request.GetProperty("nonce").GetInt64();
        var isUserSigned = node.ContainsKey("signatureChainId");
        if (isUserSigned)
        {
            node["signatureChainId"] = "0x66eee";
            node["hyperliquidChain"] = "Testnet";
        }

        foreach (var member in (string[])["nonce", "time"])
        {
            // scheduleCancel has a time of its own.
            if (node.ContainsKey(member) && (member == "nonce" || isUserSigned)) node[member] = nonce;
        }

        return RawAction.Parse(node.ToJsonString());
    }

    private static string Answer(string name) => name is "createSubAccount" or "createVault"
        ? $$$"""{"status":"ok","response":{"type":"{{{name}}}","data":"{{{TestVenue.AddressOf("created").ToLowerHex()}}}"}}"""
        : """{"status":"ok","response":{"type":"default"}}""";
}
