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
}
