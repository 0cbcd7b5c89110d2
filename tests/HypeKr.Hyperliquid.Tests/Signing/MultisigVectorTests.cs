using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Multi-sig requests as another SDK signed them: the inner signatures, the wrapper and the outer signature, through the raw writer.</summary>
[Trait("Category", "Vectors")]
public sealed class MultisigVectorTests(ITestOutputHelper output)
{
    private const string File = "hyperliquid/multisig.json";

    [VectorFact(File)]
    public void Inner_signatures_wrapper_and_envelope_are_reproduced()
    {
        var l1 = 0;
        var userSigned = 0;
        VectorFile.Open(File).Run(output, @case =>
        {
            var (nonce, vault, expires) = @case.Envelope();
            var digest = @case.Text("kind") == "l1" ? InnerL1(@case, nonce, vault, expires, ref l1) : InnerUserSigned(@case, ref userSigned);
            Assert.Equal(@case.Hash("innerDigest"), digest);
            foreach (var inner in @case.GetProperty("inner").EnumerateArray()) CheckInner(inner, digest);

            var wrapper = @case.GetProperty("wrapper");
            Assert.Equal("multiSig", new RawAction(wrapper).Type);
            var hashed = new RawAction(WithoutType(wrapper));
            Assert.Equal(@case.Bytes("wrapperMsgpackHex"), hashed.ToMessagePack());
            Assert.Equal(@case.Hash("multiSigActionHash"), hashed.ComputeHash(nonce, vault, expires));

            var envelope = @case.GetProperty("envelope");
            Assert.Equal(hashed.ComputeHash(nonce, vault, expires), envelope.GetProperty("message").Hash("multiSigActionHash"));
            var outer = Vectors.TypedDataOf(envelope.Text("primaryType"), envelope.GetProperty("types"), envelope.GetProperty("message"), Vectors.Number(@case.Text("signatureChainId")));
            Assert.Equal(@case.Hash("digest"), outer.Digest);

            using var signer = @case.Signer();
            Assert.Equal(@case.Text("address"), signer.Address.ToLowerHex());
            Vectors.AssertSignature(@case.GetProperty("signature"), signer.SignTypedDataAsync(outer).AsTask().GetAwaiter().GetResult());
        });
        output.WriteLine($"{l1} L1, {userSigned} user-signed");
        Assert.True(l1 + userSigned > 0);
    }

    private static Hash32 InnerL1(JsonElement @case, long nonce, EthereumAddress? vault, long? expires, ref int count)
    {
        count++;
        var payload = new RawAction(@case.GetProperty("innerPayload"));
        Assert.Equal("", payload.Type);
        Assert.Equal(@case.Bytes("innerMsgpackHex"), payload.ToMessagePack());
        Assert.Equal(@case.Hash("innerActionHash"), payload.ComputeHash(nonce, vault, expires));
        return payload.ToTypedDataHash(@case.Network(), nonce, vault, expires).Digest;
    }

    private static Hash32 InnerUserSigned(JsonElement @case, ref int count)
    {
        count++;
        var inner = @case.GetProperty("innerTypedData");
        return Vectors.TypedDataOf(inner.Text("primaryType"), inner.GetProperty("types"), inner.GetProperty("message"), Vectors.Number(@case.Text("signatureChainId"))).Digest;
    }

    private static void CheckInner(JsonElement inner, Hash32 digest)
    {
        using var key = Secp256k1PrivateKey.FromHex(inner.Text("privateKey"));
        Assert.Equal(inner.Text("address"), key.Address.ToLowerHex());
        var signature = key.Sign(digest);
        Vectors.AssertSignature(inner.GetProperty("fullSignature"), signature);
        Vectors.AssertSignature(inner.GetProperty("wireSignature"), signature);
    }

    private static JsonElement WithoutType(JsonElement wrapper)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var member in wrapper.EnumerateObject().Where(m => m.Name != "type")) member.WriteTo(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
