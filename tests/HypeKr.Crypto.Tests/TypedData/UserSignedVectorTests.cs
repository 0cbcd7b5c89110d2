using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>The typed data that Hyperliquid's users sign, as complete documents.</summary>
[Trait("Category", "Vectors")]
public sealed class UserSignedVectorTests(ITestOutputHelper output)
{
    [VectorFact("hyperliquid/user-signed.json")]
    public void Typed_data_of_user_signed_actions_is_that_of_the_reference() => VectorFile.Open("hyperliquid/user-signed.json").Run(output, record =>
    {
        var typedData = TypedData.Parse(record.GetProperty("typedDataV4"));
        Assert.Equal(record.Text("primaryType"), typedData.PrimaryType);
        Assert.Equal(record.Hash("domainSeparator"), typedData.DomainSeparator);
        Assert.Equal(record.Hash("structHash"), typedData.StructHash);
        Assert.Equal(record.Hash("digest"), typedData.Digest);
        Assert.Equal(typedData.Hash, TypedData.Parse(typedData.ToJson()).Hash);

        using var key = record.Key();
        Assert.Equal(EthereumAddress.Parse(record.Text("address")), key.Address);
        var expected = record.GetProperty("signature");
        var signature = RecoverableSignature.Create(expected.Bytes("r"), expected.Bytes("s"), expected.GetProperty("v").GetInt32() - 27);
        Assert.Equal(signature, key.Sign(typedData.Digest));
        Assert.Equal(signature, key.SignWith(Secp256k1Backend.Managed, typedData.Digest, []));
        Assert.True(signature.IsFrom(key.Address, typedData.Digest));
    });
}
