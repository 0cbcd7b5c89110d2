using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>User-signed actions as another SDK signed them: typed data in, digest and signature out.</summary>
[Trait("Category", "Vectors")]
public sealed class UserSignedVectorTests(ITestOutputHelper output)
{
    private const string File = "hyperliquid/user-signed.json";

    [VectorFact(File)]
    public void Typed_data_gives_the_digest_and_signature() => VectorFile.Open(File).Run(output, @case =>
    {
        var typedData = TypedData.Parse(@case.GetProperty("typedDataV4"));
        Assert.Equal(@case.Text("primaryType"), typedData.PrimaryType);
        Assert.Equal(@case.Hash("domainSeparator"), typedData.DomainSeparator);
        Assert.Equal(@case.Hash("structHash"), typedData.StructHash);
        Assert.Equal(@case.Hash("digest"), typedData.Digest);

        var chainId = Vectors.Number(@case.GetProperty("action").Text("signatureChainId"));
        Assert.Equal(typedData.Digest, Vectors.TypedDataOf(@case.Text("primaryType"), @case.GetProperty("types"), @case.GetProperty("message"), chainId).Digest);

        using var signer = @case.Signer();
        var signature = signer.SignTypedDataAsync(typedData).AsTask().GetAwaiter().GetResult();
        Vectors.AssertSignature(@case.GetProperty("signature"), signature);
        Assert.Equal(@case.Text("address"), signature.Recover(typedData.Digest).ToLowerHex());
    });

    [VectorFact(File)]
    public void Known_actions_hash_export_and_sign_through_their_own_types()
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        var count = 0;
        VectorFile.Open(File).Run(output, @case =>
        {
            if (TypedActions.Read(@case.GetProperty("action")) is not { } action)
            {
                others.Add(@case.Text("method"));
                return;
            }

            count++;
            Check(@case, Assert.IsAssignableFrom<UserSignedAction>(action));
            if (@case.Optional("params") is { } parameters) Check(@case, (UserSignedAction)TypedActions.Read(@case.Text("method"), parameters)!);
        });
        output.WriteLine($"{count} of them are typed; not in this package yet: {string.Join(", ", others)}");
        Assert.True(count > 0);
    }

    [VectorFact(File)]
    public void Every_action_hashes_exports_and_signs_through_the_raw_door() => VectorFile.Open(File).Run(output, @case =>
        Check(@case, Vectors.RawUserSigned(@case.GetProperty("action"), @case.Text("primaryType"), @case.GetProperty("types"))));

    private static void Check(JsonElement @case, UserSignedAction action)
    {
        var json = @case.GetProperty("action");
        var nonce = @case.GetProperty("nonce").GetInt64();
        var chainId = (long)Vectors.Number(json.Text("signatureChainId"));
        var hash = action.ToTypedDataHash(@case.Network(), nonce, chainId);
        Assert.Equal(@case.Text("primaryType"), action.PrimaryType);
        Assert.Equal(@case.Text("primaryType"), hash.PrimaryType);
        Assert.Equal(@case.Hash("domainSeparator"), hash.DomainSeparator);
        Assert.Equal(@case.Hash("structHash"), hash.StructHash);
        Assert.Equal(@case.Hash("digest"), hash.Digest);

        var export = action.ToTypedData(@case.Network(), nonce, chainId);
        Assert.Equal(hash, export.Hash);
        Assert.Equal(TypedData.Parse(@case.GetProperty("typedDataV4")).EncodeType, export.EncodeType);

        using var signer = @case.Signer();
        var signed = Vectors.SignAsync(action, Vectors.Envelope(@case.Network(), nonce, chainId: chainId), signer).GetAwaiter().GetResult();
        Vectors.AssertSignature(@case.GetProperty("signature"), signed.Signature);
        using var body = JsonDocument.Parse(signed.ToJson());
        Assert.Equal(new RawAction(json).ToJson(), body.RootElement.GetProperty("action").GetRawText());
        Assert.Equal(nonce, body.RootElement.GetProperty("nonce").GetInt64());
        Assert.False(body.RootElement.TryGetProperty("vaultAddress", out _));
        Assert.False(body.RootElement.TryGetProperty("expiresAfter", out _));

        // Without a chain id of its own an action is signed with that of its network.
        var usual = @case.Network().IsMainnet ? 0xa4b1 : 0x66eee;
        Assert.Equal(action.ToTypedDataHash(@case.Network(), nonce, usual), action.ToTypedDataHash(@case.Network(), nonce));
        Assert.Equal(usual == chainId, action.ToTypedDataHash(@case.Network(), nonce) == hash);
    }
}
