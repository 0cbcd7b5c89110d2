using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class TypedDataVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/eip712.json")]
    public void Hashes_and_signatures_are_those_of_ethers_and_viem() =>
        VectorFile.Open("crypto/eip712.json").Run(output, ("vectors", CheckDocument), ("reject", CheckRefusedDocument));

    [VectorFact("hyperliquid/eip712.json")]
    public void Hashes_and_signatures_are_those_of_three_libraries() =>
        VectorFile.Open("hyperliquid/eip712.json").Run(output, ("cases", CheckParts), ("rejected", CheckRefusedParts));

    private static void CheckDocument(JsonElement record)
    {
        var typedData = TypedData.Parse(record.GetProperty("typedData"));
        CheckHashes(record, typedData);
        CheckSignature(record, typedData);
        CheckHashes(record, TypedData.Parse(typedData.ToJson()));
    }

    private static void CheckRefusedDocument(JsonElement record)
    {
        Assert.Equal("reject", record.Text("expect"));
        var error = Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(record.GetProperty("typedData")));
        AssertRule(record.Text("category"), error);
    }

    private static void CheckParts(JsonElement record)
    {
        var typedData = TypedData.Parse(Compose(record));
        CheckHashes(record, typedData);
        CheckSignature(record, typedData);

        // What is handed to a wallet names the domain's type, as the reference encodes it.
        var json = typedData.ToJson();
        CheckHashes(record, TypedData.Parse(json));
        using var document = JsonDocument.Parse(json);
        var domain = document.RootElement.GetProperty("types").GetProperty("EIP712Domain").EnumerateArray();
        Assert.Equal(record.Text("domainType"), $"EIP712Domain({string.Join(',', domain.Select(field => $"{field.Text("type")} {field.Text("name")}"))})");
    }

    private static void CheckRefusedParts(JsonElement record)
    {
        var error = Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Compose(record)));
        AssertRule(record.Text("name"), error);
    }

    private static void CheckHashes(JsonElement record, TypedData typedData)
    {
        Assert.Equal(record.Text("encodeType"), typedData.EncodeType);
        Assert.Equal(record.Hash("typeHash"), typedData.TypeHash);
        Assert.Equal(record.Hash("domainSeparator"), typedData.DomainSeparator);
        Assert.Equal(record.Hash("structHash"), typedData.StructHash);
        Assert.Equal(record.Hash("digest"), typedData.Digest);
        Assert.Equal(record.Hash("digest"), typedData.Hash.Digest);
    }

    private static void CheckSignature(JsonElement record, TypedData typedData)
    {
        using var key = record.Key();
        Assert.Equal(EthereumAddress.Parse(record.Text("address")), key.Address);
        var signature = key.Sign(typedData.Digest);
        Assert.Equal(signature, key.SignWith(Secp256k1Backend.Managed, typedData.Digest, []));
        Assert.Equal(record.Bytes("signature"), signature.ToBytes65());
        Assert.True(signature.IsFrom(key.Address, typedData.Digest));
    }

    /// <summary>The four parts as one document, without EIP712Domain, as viem takes them.</summary>
    private static string Compose(JsonElement record)
    {
        var root = new JsonObject();
        foreach (var part in (string[])["types", "primaryType", "domain", "message"]) root[part] = JsonNode.Parse(record.GetProperty(part).GetRawText());
        return root.ToJsonString();
    }

    /// <summary>Where ethers and viem differ the strict one of them is followed; every kind of refusal has to be for its own reason.</summary>
    private static void AssertRule(string category, InvalidTypedDataException error)
    {
        string? rule = category switch
        {
            "primaryType not defined" or "missing primary type" => "is not defined in types",
            "field type not defined" or "unknown type" => "is not defined",
            "missing value" => "is missing",
            "self-referencing type" or "mutually recursive types" or "non-array struct recursion" => "contains itself",
            "address of 19 bytes" or "address bad checksum" => "an address is 0x and 40 hex digits",
            "uint7" or "uint264" or "uint7 width" => "in steps of 8",
            "bytes33" or "bytes33 width" => "bytes1 to bytes32",
            "bytes4 given 3 bytes" or "bytes4 too long" => "bytes4 is given",
            "fixed array with wrong length" or "fixed array wrong length" => "elements",
            "array given a scalar" => "is a JSON array",
            "bool given a number" => "a bool is true or false",
            "odd-length hex bytes" or "bytes odd hex digits" or "bytes not hex" or "bytes without 0x" => "even number of hex digits",
            "uint8 = 256" or "uint8 = -1" or "int8 = 128" or "uint256 = 2^256" => "is outside",
            "uint8 above range" or "uint8 negative" or "int8 above range" or "uint256 2^256" or "int256 -2^255-1" => "is outside",
            _ => null,
        };
        if (rule is not null) Assert.Contains(rule, error.Message, StringComparison.Ordinal);
    }
}
