using System.Text;
using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The vectors beside the wire specification, which also give the bytes that are hashed.</summary>
[Trait("Category", "Vectors")]
public sealed class SpecificationVectorTests(ITestOutputHelper output)
{
    private const string File = "../spec/hyperliquid-vectors.json";

    [SharedFact(File)]
    public void Actions_integers_and_headers_are_reproduced()
    {
        var file = VectorFile.OpenShared(File);
        file.Run(output, ("msgpackIntegers", Integer), ("msgpackStringHeaders", Header), ("l1Actions", @case => L1(file.Root, @case)), ("userSigned", @case => UserSigned(file.Root, @case)), ("multiSig", @case => MultiSig(file.Root, @case)));
    }

    [SharedFact(File)]
    public void Constants_are_those_of_the_specification()
    {
        var constants = VectorFile.OpenShared(File).Root.GetProperty("constants");
        Assert.Equal(constants.Hash("exchangeDomainSeparator"), PhantomAgent.DomainSeparator);
        Assert.Equal(constants.Hash("agentTypeHash"), PhantomAgent.ToTypedData(HyperliquidChain.Mainnet, default).TypeHash);
    }

    private static void Integer(JsonElement @case) => Assert.Equal(@case.Bytes("msgpack"), Packed(@case.Text("value")));

    private static void Header(JsonElement @case)
    {
        var length = @case.GetProperty("length").GetInt32();
        var packed = Packed($"\"{new string('a', length)}\"");
        var header = @case.Bytes("header");
        Assert.Equal(header, packed[..header.Length]);
        Assert.Equal(new string('a', length), Encoding.ASCII.GetString(packed[header.Length..]));
        var prefix = @case.Bytes("prefix");
        Assert.Equal(prefix[..Math.Min(prefix.Length, packed.Length)], packed[..Math.Min(prefix.Length, packed.Length)]);
    }

    private static void L1(JsonElement root, JsonElement @case)
    {
        var (nonce, vault, expires) = @case.Envelope();
        var json = @case.GetProperty("action");
        foreach (var action in (L1Action?[])[new RawAction(json), TypedActions.Read(json) as L1Action])
        {
            if (action is null || (action is not RawAction && action.ToJson() != new RawAction(json).ToJson())) continue;
            Assert.Equal(@case.Bytes("msgpack"), action.ToMessagePack());
            Assert.Equal(@case.Hash("actionHash"), Keccak256.Hash(@case.Bytes("preimage")));
            Assert.Equal(@case.Hash("actionHash"), action.ComputeHash(nonce, vault, expires));
            foreach (var network in (HyperliquidNetwork[])[HyperliquidNetwork.Mainnet, HyperliquidNetwork.Testnet])
            {
                if (@case.Optional(network.IsMainnet ? "mainnet" : "testnet") is not { } expected) continue;
                Assert.Equal(expected.Hash("digest"), action.ToTypedDataHash(network, nonce, vault, expires).Digest);
                using var signer = Signer(root, @case.Text("key"));
                var signed = Vectors.SignAsync(action, Vectors.Envelope(network, nonce, vault, expires), signer).GetAwaiter().GetResult();
                Vectors.AssertSignature(expected, signed.Signature);
            }
        }
    }

    private static void UserSigned(JsonElement root, JsonElement @case)
    {
        // The type is given as encodeType: "Name(type member,...)".
        var encoded = @case.Text("encodeType");
        var open = encoded.IndexOf('(', StringComparison.Ordinal);
        var members = encoded[(open + 1)..^1].Split(',').Select(m => m.Split(' ')).ToArray();
        var types = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            [encoded[..open]] = members.Select(m => new Dictionary<string, string> { ["name"] = m[1], ["type"] = m[0] }),
        });
        var action = @case.GetProperty("action");
        var message = JsonSerializer.SerializeToElement(members.ToDictionary(m => m[1], m => action.GetProperty(m[1])));

        var typedData = Vectors.TypedDataOf(@case.Text("primaryType"), types, message, Vectors.Number(action.Text("signatureChainId")));
        Assert.Equal(@case.Hash("typeHash"), typedData.TypeHash);
        Assert.Equal(@case.Hash("structHash"), typedData.StructHash);
        Assert.Equal(@case.Hash("digest"), typedData.Digest);
        using var signer = Signer(root, @case.Text("key"));
        Vectors.AssertSignature(@case.GetProperty("signature"), signer.SignTypedDataAsync(typedData).AsTask().GetAwaiter().GetResult());

        // The outer signature of a multi-sig action is in this list too; it has no action of its own.
        if (TypedActions.Read(action) is not UserSignedAction typed) return;
        var network = action.Text("hyperliquidChain") == "Mainnet" ? HyperliquidNetwork.Mainnet : HyperliquidNetwork.Testnet;
        var nonce = (action.Optional("nonce") ?? action.GetProperty("time")).GetInt64();
        Assert.Equal(encoded, typed.ToTypedData(network, nonce).EncodeType);
        Assert.Equal(typedData.Digest, typed.ToTypedDataHash(network, nonce, (long)Vectors.Number(action.Text("signatureChainId"))).Digest);
    }

    private static void MultiSig(JsonElement root, JsonElement @case)
    {
        var wrapper = @case.GetProperty("action");
        var withoutType = RawAction.Parse("{" + string.Join(",", wrapper.EnumerateObject().Where(m => m.Name != "type").Select(m => $"\"{m.Name}\":{m.Value.GetRawText()}")) + "}");
        var (nonce, vault, expires) = @case.Envelope();
        Assert.Equal(@case.Bytes("msgpackOfWrapperWithoutType"), withoutType.ToMessagePack());
        Assert.Equal(@case.Hash("multiSigActionHash"), withoutType.ComputeHash(nonce, vault, expires));

        using var types = JsonDocument.Parse("""{"HyperliquidTransaction:SendMultiSig":[{"name":"hyperliquidChain","type":"string"},{"name":"multiSigActionHash","type":"bytes32"},{"name":"nonce","type":"uint64"}]}""");
        var message = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["hyperliquidChain"] = @case.Text("network"),
            ["multiSigActionHash"] = @case.Text("multiSigActionHash"),
            ["nonce"] = nonce,
        });
        var outer = Vectors.TypedDataOf("HyperliquidTransaction:SendMultiSig", types.RootElement, message, Vectors.Number(wrapper.Text("signatureChainId")));
        using var signer = Signer(root, @case.Text("outerKey"));
        if (TypedActions.Read(wrapper.GetProperty("payload").GetProperty("action")) is { } inner)
        {
            var payload = wrapper.GetProperty("payload");
            var typed = new MultisigAction(
                EthereumAddress.Parse(payload.Text("multiSigUser")), EthereumAddress.Parse(payload.Text("outerSigner")), inner, wrapper.GetProperty("signatures").EnumerateArray().Select(Vectors.Signature));
            var context = ActionContext.For(@case.Text("network") == "Mainnet" ? HyperliquidChain.Mainnet : HyperliquidChain.Testnet, nonce, (long)Vectors.Number(wrapper.Text("signatureChainId")));
            Assert.Equal(@case.Hash("multiSigActionHash"), typed.WrapperHash(context, vault, expires));
            Assert.Equal(outer.Digest, typed.HashFor(context, vault, expires).Digest);
        }

        Vectors.AssertSignature(@case.GetProperty("signature"), signer.SignTypedDataAsync(outer).AsTask().GetAwaiter().GetResult());
    }

    private static PrivateKeySigner Signer(JsonElement root, string key) => root.GetProperty("keys").GetProperty(key).Signer();

    /// <summary>One value, packed: what stands after the header of an array of one.</summary>
    private static byte[] Packed(string json) => RawAction.Parse($"[{json}]").ToMessagePack()[1..];
}
