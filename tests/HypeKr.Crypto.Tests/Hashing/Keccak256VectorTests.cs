using System.Text;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class Keccak256VectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/keccak256.json")]
    public void Hashes_are_those_of_the_reference() =>
        VectorFile.Open("crypto/keccak256.json").Run(output, ("vectors", CheckBytes), ("text", CheckText));

    private static void CheckBytes(JsonElement record)
    {
        var message = record.Bytes("msg");
        Assert.Equal(record.GetProperty("len").GetInt32(), message.Length);
        Assert.Equal(record.Hash("hash"), Keccak256.Hash(message));
    }

    private static void CheckText(JsonElement record) =>
        Assert.Equal(record.Hash("hash"), Keccak256.Hash(Encoding.UTF8.GetBytes(record.Text("utf8"))));
}
