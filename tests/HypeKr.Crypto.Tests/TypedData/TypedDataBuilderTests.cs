using System.Numerics;
using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

public sealed class TypedDataBuilderTests
{
    private static readonly TypedDataDomain Domain = new() { Name = "Exchange", Version = "1", ChainId = 1337, VerifyingContract = default(EthereumAddress) };

    [Fact]
    public void The_example_of_the_eip_has_its_digest()
    {
        var mail = TypedDataSamples.Mail;
        Assert.Equal("Mail", mail.PrimaryType);
        Assert.Equal("Mail(Person from,Person to,string contents)Person(string name,address wallet)", mail.EncodeType);
        Assert.Equal("0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2", mail.TypeHash.ToString());
        Assert.Equal("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", mail.DomainSeparator.ToString());
        Assert.Equal("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e", mail.StructHash.ToString());
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", mail.Digest.ToString());
        Assert.Equal(new TypedDataHash("Mail", mail.DomainSeparator, mail.StructHash), mail.Hash);

        // Cow's key is keccak256("cow"), as in the EIP.
        using var cow = TestKeys.Open("cow");
        Assert.Equal("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", cow.Address.ToString());
        Assert.Equal(28, cow.Sign(mail.Digest).V);
    }

    [Property(MaxTest = 300)]
    public void What_is_built_reads_back_from_its_json(int seed)
    {
        var built = TypedDataSamples.Random(seed);
        var read = TypedData.Parse(built.ToJson());
        Assert.Equal(built.Hash, read.Hash);
        Assert.Equal(built.Digest, read.Digest);
        Assert.Equal(built.TypeHash, read.TypeHash);
        Assert.Equal(built.EncodeType, read.EncodeType);
        Assert.Equal(built.ToJson(), read.ToJson());
    }

    [Fact]
    public void Json_is_what_wallets_take()
    {
        using var document = JsonDocument.Parse(new TypedDataBuilder("HyperliquidTransaction:UsdSend", Domain)
            .Field("small", "uint64", 1690393044548)
            .Field("large", "uint256", BigInteger.Pow(2, 53))
            .Field("negative", "int256", -BigInteger.Pow(2, 53) + 1)
            .Field("data", "bytes", TypedDataValue.FromBytes([0xAB]))
            .Build()
            .ToJson());
        Assert.Equal(
            """{"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],"HyperliquidTransaction:UsdSend":[{"name":"small","type":"uint64"},{"name":"large","type":"uint256"},{"name":"negative","type":"int256"},{"name":"data","type":"bytes"}]},"primaryType":"HyperliquidTransaction:UsdSend","domain":{"name":"Exchange","version":"1","chainId":1337,"verifyingContract":"0x0000000000000000000000000000000000000000"},"message":{"small":1690393044548,"large":"9007199254740992","negative":-9007199254740991,"data":"0xab"}}""",
            document.RootElement.GetRawText());
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_and_both_are_named()
    {
        Assert.Contains("address is given text", Error("address", "0x0000000000000000000000000000000000000000"), StringComparison.Ordinal);
        Assert.Contains("string is given an address", Error("string", default(EthereumAddress)), StringComparison.Ordinal);
        Assert.Contains("bool is given an integer", Error("bool", 1), StringComparison.Ordinal);
        Assert.Contains("uint8 is given a boolean", Error("uint8", true), StringComparison.Ordinal);
        Assert.Contains("uint8 is given text", Error("uint8", "1"), StringComparison.Ordinal);
        Assert.Contains("bytes is given text", Error("bytes", "0x12"), StringComparison.Ordinal);
        Assert.Contains("string is given bytes", Error("string", default(Hash32)), StringComparison.Ordinal);
        Assert.Contains("bytes31 is given 32 bytes", Error("bytes31", default(Hash32)), StringComparison.Ordinal);
        Assert.Contains("bytes32 is given an array", Error("bytes32", TypedDataValue.ArrayOf()), StringComparison.Ordinal);
        Assert.Contains("uint8[] is given a struct", Error("uint8[]", TypedDataValue.StructOf()), StringComparison.Ordinal);
        Assert.Contains("2^64 - 1", Error("uint64", -1), StringComparison.Ordinal);
        Assert.Contains("surrogate", Error("string", "\ud800"), StringComparison.Ordinal);

        static string Error(string type, TypedDataValue value) =>
            Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Field("v", type, value).Build()).Message;
    }

    [Fact]
    public void Declarations_that_make_no_sense_are_refused()
    {
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("uint8", Domain).Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("EIP712Domain", Domain).Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Struct("V").Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Struct("EIP712Domain").Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Struct("W", default(TypedDataField)).Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Struct("W", new TypedDataField("w", null!)).Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", new TypedDataDomain { ChainId = -1 }).Build());
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", new TypedDataDomain { Name = "\ud800" }).Build());
    }

    [Fact]
    public void Mistakes_in_a_call_are_argument_exceptions()
    {
        var builder = new TypedDataBuilder("V", Domain).Field("v", "bool", true);
        Assert.Throws<ArgumentException>(() => builder.Field("v", "bool", true));
        Assert.Throws<ArgumentNullException>(() => builder.Field("w", "string", (string)null!));
        Assert.Throws<ArgumentNullException>(() => builder.Field(null!, "bool", true));
        Assert.Throws<ArgumentNullException>(() => new TypedDataBuilder(null!, Domain));
        Assert.Throws<ArgumentNullException>(() => new TypedDataBuilder("V", null!));
        Assert.Throws<ArgumentException>(() => TypedDataValue.StructOf(("a", 1), ("a", 2)));
        Assert.Throws<ArgumentException>(() => TypedDataValue.StructOf(("a", null!)));
        Assert.Throws<ArgumentException>(() => TypedDataValue.ArrayOf(1, null!));
    }

    [Fact]
    public void A_builder_can_go_on_after_it_has_built()
    {
        var builder = new TypedDataBuilder("V", Domain).Field("v", "bool", true);
        var first = builder.Build();
        var second = builder.Field("w", "bool", true).Build();
        Assert.Equal("V(bool v)", first.EncodeType);
        Assert.Equal("V(bool v,bool w)", second.EncodeType);
        Assert.DoesNotContain("w", first.ToJson()[first.ToJson().IndexOf("message", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_copies_its_bytes()
    {
        byte[] bytes = [1, 2];
        var value = TypedDataValue.FromBytes(bytes);
        var before = new TypedDataBuilder("V", Domain).Field("v", "bytes", value).Build().Digest;
        bytes[0] = 9;
        Assert.Equal(before, new TypedDataBuilder("V", Domain).Field("v", "bytes", value).Build().Digest);
    }

    [Fact]
    public void Values_nested_without_end_are_refused()
    {
        var value = TypedDataValue.ArrayOf();
        for (var i = 0; i < 100_000; i++) value = TypedDataValue.ArrayOf(value);
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Field("v", "uint8" + string.Concat(Enumerable.Repeat("[]", 100)), value).Build());

        var node = TypedDataValue.StructOf(("v", TypedDataValue.ArrayOf()));
        for (var i = 0; i < 100_000; i++) node = TypedDataValue.StructOf(("v", TypedDataValue.ArrayOf(node)));
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("V", Domain).Field("v", "V[]", TypedDataValue.ArrayOf(node)).Build());
    }
}
