using System.Text;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class PersonalMessageVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/eip191.json")]
    public void Digests_and_signatures_are_those_of_the_reference() => VectorFile.Open("crypto/eip191.json").Run(output, ("vectors", CheckBoth));

    [VectorFact("hyperliquid/eip191.json")]
    public void Digests_and_signatures_are_those_of_three_libraries() => VectorFile.Open("hyperliquid/eip191.json").Run(output, record =>
    {
        var message = record.Bytes("messageHex");
        Assert.Equal(record.GetProperty("byteLength").GetInt32(), message.Length);
        var digest = record.Text("kind") switch
        {
            "text" => PersonalMessage.HashText(record.Text("message")),
            "raw" => PersonalMessage.HashBytes(message),
            var other => throw new InvalidOperationException(other),
        };

        Check(record, digest);
        Assert.Equal(PersonalMessage.HashBytes(message), digest);

        using var key = record.Key();
        var signature = key.Sign(digest);
        Assert.Equal(signature, key.SignWith(Secp256k1Backend.Managed, digest, []));
        Assert.Equal(record.Text("addressChecksummed"), key.Address.ToString());
        Assert.Equal(record.Text("r") + record.Text("s")[2..], "0x" + Convert.ToHexStringLower(signature.ToBytes65().AsSpan(0, 64)));
        Assert.Equal(record.GetProperty("v").GetInt32(), signature.V);
        Assert.Equal(EthereumAddress.Parse(record.Text("recovered")), signature.Recover(digest));
    });

    private static void CheckBoth(JsonElement record)
    {
        var message = record.Bytes("message");
        Check(record, PersonalMessage.HashBytes(message));
        if (!record.TryGetProperty("text", out var text) || text.ValueKind == JsonValueKind.Null) return;
        Assert.Equal(message, Encoding.UTF8.GetBytes(text.GetString()!));
        Check(record, PersonalMessage.HashText(text.GetString()!));
    }

    private static void Check(JsonElement record, Hash32 digest)
    {
        Assert.Equal(record.Hash("digest"), digest);
        using var key = record.Key();
        Assert.Equal(EthereumAddress.Parse(record.Text("address")), key.Address);
        var signature = key.Sign(digest);
        Assert.Equal(signature, key.SignWith(Secp256k1Backend.Managed, digest, []));
        Assert.Equal(record.Bytes("signature"), signature.ToBytes65());
        Assert.True(signature.IsFrom(key.Address, digest));
    }
}
