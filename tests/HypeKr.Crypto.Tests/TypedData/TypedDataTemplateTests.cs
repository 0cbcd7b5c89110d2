using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class TypedDataTemplateTests
{
    private static readonly TypedDataDomain Domain = new() { Name = "Exchange", Version = "1", ChainId = 1337, VerifyingContract = default(EthereumAddress) };
    private static readonly TypedDataTemplate Agent = new("Agent", Domain, new TypedDataField("source", "string"), new TypedDataField("connectionId", "bytes32"));

    private static readonly TypedDataTemplate All = new(
        "HyperliquidTransaction:All",
        new TypedDataDomain { Salt = new Hash32(Enumerable.Repeat((byte)7, 32).ToArray()) },
        new TypedDataField("to", "address"),
        new TypedDataField("flag", "bool"),
        new TypedDataField("amount", "uint64"),
        new TypedDataField("delta", "int64"),
        new TypedDataField("id", "bytes32"),
        new TypedDataField("tag", "bytes4"),
        new TypedDataField("data", "bytes"));

    [Property]
    public void An_agent_has_the_hash_that_the_builder_gives(Word connectionId)
    {
        var built = new TypedDataBuilder("Agent", Domain).Field("source", "string", "a").Field("connectionId", "bytes32", connectionId.Hash).Build();
        Assert.Equal(built.Hash, Agent.Hash(Keccak256.Hash("a"u8), connectionId.Hash));
        Assert.Equal(built.TypeHash, Agent.TypeHash);
        Assert.Equal(built.EncodeType, Agent.EncodeType);
        Assert.Equal(built.DomainSeparator, Agent.DomainSeparator);
        Assert.Equal("Agent", Agent.PrimaryType);
    }

    [Property]
    public void Every_kind_of_word_is_what_the_builder_encodes(EthereumAddress to, bool flag, ulong amount, long delta, Word id, Message data)
    {
        var tag = id.Bytes[..4];
        var built = new TypedDataBuilder("HyperliquidTransaction:All", new TypedDataDomain { Salt = new Hash32(Enumerable.Repeat((byte)7, 32).ToArray()) })
            .Field("to", "address", to).Field("flag", "bool", flag).Field("amount", "uint64", amount).Field("delta", "int64", delta)
            .Field("id", "bytes32", id.Hash).Field("tag", "bytes4", TypedDataValue.FromBytes(tag)).Field("data", "bytes", TypedDataValue.FromBytes(data.Bytes)).Build();
        Assert.Equal(built.Hash, All.Hash(
            TypedDataTemplate.Word(to), TypedDataTemplate.Word(flag), TypedDataTemplate.Word(amount), Signed(delta), id.Hash, new Hash32([.. tag, .. new byte[28]]), Keccak256.Hash(data.Bytes)));
    }

    [Fact]
    public void A_word_that_no_value_of_its_type_has_is_refused()
    {
        var (address, flag, number, id, tag, data) = (TypedDataTemplate.Word(TestKeys.Open("word").Address), TypedDataTemplate.Word(true), TypedDataTemplate.Word(5UL), Bytes(1), default(Hash32), Bytes(2));
        All.Hash(address, flag, number, number, id, tag, data);
        foreach (var (at, words) in ((int, Hash32[])[])
        [
            (0, [Bytes(0x80), flag, number, number, id, tag, data]),
            (1, [address, TypedDataTemplate.Word(2UL), number, number, id, tag, data]),
            (1, [address, Bytes(1), number, number, id, tag, data]),
            (2, [address, flag, TypedDataTemplate.Word((UInt128)1 << 64), number, id, tag, data]),
            (3, [address, flag, number, TypedDataTemplate.Word(1UL << 63), id, tag, data]),
            (5, [address, flag, number, number, id, TypedDataTemplate.Word(1UL), data]),
        ])
        {
            Assert.Contains($"word {at} ", Assert.Throws<InvalidTypedDataException>(() => All.Hash(words)).Message, StringComparison.Ordinal);
        }

        All.Hash(address, flag, number, Signed(long.MinValue), id, tag, data);
        Assert.Throws<ArgumentException>(() => Agent.Hash(id));
        Assert.Throws<ArgumentException>(() => Agent.Hash(id, id, id));
    }

    [Fact]
    public void A_struct_without_single_words_or_out_of_bounds_is_refused()
    {
        foreach (var type in (string[])["Person", "uint8[]", "uint8[2]", "uint", "uint7", ""])
        {
            Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("A", Domain, new TypedDataField("v", type)));
        }

        Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("A", Domain));
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("A", Domain, [.. Enumerable.Range(0, 33).Select(i => new TypedDataField($"v{i}", "bool"))]));
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("bool", Domain, new TypedDataField("v", "bool")));
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("EIP712Domain", Domain, new TypedDataField("v", "bool")));
        Assert.Throws<InvalidTypedDataException>(() => new TypedDataTemplate("A", new TypedDataDomain { ChainId = -1 }, new TypedDataField("v", "bool")));
        Assert.Throws<ArgumentNullException>(() => new TypedDataTemplate(null!, Domain, new TypedDataField("v", "bool")));
        Assert.Throws<ArgumentNullException>(() => new TypedDataTemplate("A", null!, new TypedDataField("v", "bool")));
    }

    [Fact]
    public void A_digest_allocates_nothing()
    {
        var source = Keccak256.Hash("a"u8);
        var last = source;
        Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(source, last);

        void Work()
        {
            for (var i = 0; i < 100; i++) last = Agent.Hash(source, last).Digest;
        }
    }

    private static Hash32 Bytes(byte first) => new([first, .. new byte[31]]);

    private static Hash32 Signed(long value)
    {
        var word = Enumerable.Repeat(value < 0 ? (byte)0xFF : (byte)0, 32).ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), value);
        return new Hash32(word);
    }
}
