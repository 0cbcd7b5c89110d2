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

    [VectorFact(File)]
    public void Proposals_of_typed_actions_reproduce_all_of_it()
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        var count = 0;
        VectorFile.Open(File).Run(output, @case =>
        {
            if (TypedActions.Read(@case.GetProperty("wrapper").GetProperty("payload").GetProperty("action")) is not { } action)
            {
                others.Add(@case.Text("method"));
                return;
            }

            count++;
            CheckProposal(@case, action);
        });
        output.WriteLine($"{count} of them are typed; not in this package yet: {string.Join(", ", others)}");
        Assert.True(count > 0);
    }

    [VectorFact(File)]
    public void Proposals_of_raw_actions_reproduce_all_of_it() => VectorFile.Open(File).Run(output, @case =>
    {
        var action = @case.GetProperty("wrapper").GetProperty("payload").GetProperty("action");

        // The one action whose signers sign another word than it carries: no raw action can say that.
        if (@case.Text("method") == "userSetAbstraction") return;
        CheckProposal(@case, @case.Text("kind") == "l1"
            ? new RawAction(action)
            : Vectors.RawUserSigned(action, @case.GetProperty("innerTypedData").Text("primaryType"), @case.GetProperty("innerTypedData").GetProperty("types")));
    });

    private static void CheckProposal(JsonElement @case, ExchangeAction action)
    {
        var (nonce, vault, expires) = @case.Envelope();
        var chainId = (long)Vectors.Number(@case.Text("signatureChainId"));
        var signers = @case.GetProperty("inner").EnumerateArray().Select(inner => inner.Text("privateKey")).ToArray();
        var proposal = MultisigProposal.Create(
            @case.Network(), EthereumAddress.Parse(@case.Text("multiSigUser")), EthereumAddress.Parse(@case.Text("outerSigner")), action, nonce, new MultisigProposalOptions
            {
                VaultAddress = vault,
                ExpiresAfter = expires is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null,
                SignatureChainId = chainId,
                Threshold = signers.Length,
            });
        Assert.Equal(@case.Hash("innerDigest"), proposal.ToTypedDataHash().Digest);
        Assert.Equal(@case.Hash("innerDigest"), proposal.ToTypedData().Digest);
        foreach (var key in signers)
        {
            Assert.False(proposal.IsComplete);
            using var inner = new PrivateKeySigner(Secp256k1PrivateKey.FromHex(key));
            proposal = proposal.SignAsync(inner).GetAwaiter().GetResult();
        }

        Assert.True(proposal.IsComplete);
        var read = MultisigProposal.FromJson(proposal.ToJson());
        Assert.Equal(proposal.ToJson(), read.ToJson());
        foreach (var wrapper in new[] { proposal.ToAction(), read.ToAction() })
        {
            var context = ActionContext.For(@case.Network(), nonce, chainId);
            Assert.Equal(@case.Hash("multiSigActionHash"), wrapper.WrapperHash(context, vault, expires));
            Assert.Equal(@case.Hash("digest"), wrapper.HashFor(context, vault, expires).Digest);
            Assert.Equal(@case.Hash("digest"), wrapper.TypedDataFor(context, vault, expires).Digest);
            using var signer = @case.Signer();
            var signed = Vectors.SignAsync(wrapper, new ActionEnvelope(context, vault, expires), signer).GetAwaiter().GetResult();
            Vectors.AssertSignature(@case.GetProperty("signature"), signed.Signature);
            using var body = JsonDocument.Parse(signed.ToJson());
            Assert.Equal(new RawAction(@case.GetProperty("wrapper")).ToJson(), body.RootElement.GetProperty("action").GetRawText());
        }
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
