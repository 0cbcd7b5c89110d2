using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto.Tests;

/// <summary>What is refused, and that it is refused in bounded time with the one exception.</summary>
public sealed class TypedDataParseTests
{
    [Theory]
    [InlineData("bool", "1", "a bool is true or false")]
    [InlineData("bool", "0", "a bool is true or false")]
    [InlineData("bool", "\"true\"", "a bool is true or false")]
    [InlineData("bool", "null", "a bool is true or false")]
    [InlineData("string", "1", "a JSON string is expected")]
    [InlineData("string", "null", "a JSON string is expected")]
    [InlineData("string", "{}", "a JSON string is expected")]
    [InlineData("string", "\"\\ud800\"", "surrogate")]
    [InlineData("string", "\"a\\udc00b\"", "surrogate")]
    [InlineData("address", "1", "a JSON string is expected")]
    [InlineData("address", "\"0x\"", "an address is")]
    [InlineData("address", "\"cd2a3d9f938e13cd947ec05abc7fe734df8dd826\"", "an address is")]
    [InlineData("bytes", "\"\"", "even number of hex digits")]
    [InlineData("bytes", "\"0X12\"", "even number of hex digits")]
    [InlineData("bytes", "\"12\"", "even number of hex digits")]
    [InlineData("bytes", "[1,2]", "a JSON string is expected")]
    [InlineData("bytes2", "\"0x123456\"", "bytes2 is given 3 bytes")]
    [InlineData("bytes2", "\"0x\"", "bytes2 is given 0 bytes")]
    [InlineData("uint8", "256", "256 is outside uint8")]
    [InlineData("uint8", "-1", "-1 is outside uint8")]
    [InlineData("uint8", "\"0x100\"", "256 is outside uint8")]
    [InlineData("int8", "128", "128 is outside int8, which goes from -2^7 to 2^7 - 1")]
    [InlineData("int8", "-129", "-129 is outside int8")]
    [InlineData("int8", "\"0xff\"", "255 is outside int8")]
    [InlineData("uint8", "1.0", "an integer is written")]
    [InlineData("uint8", "1e1", "an integer is written")]
    [InlineData("uint8", "-0", "an integer is written")]
    [InlineData("uint8", "\"\"", "an integer is written")]
    [InlineData("uint8", "\"+1\"", "an integer is written")]
    [InlineData("uint8", "\"01\"", "an integer is written")]
    [InlineData("uint8", "\" 1\"", "an integer is written")]
    [InlineData("uint8", "\"-\"", "an integer is written")]
    [InlineData("uint8", "\"0x\"", "an integer is written")]
    [InlineData("uint8", "\"-0x1\"", "an integer is written")]
    [InlineData("uint8", "\"0xg\"", "an integer is written")]
    [InlineData("uint8", "\"\u0661\"", "an integer is written")]
    [InlineData("uint8", "\"1,000\"", "an integer is written")]
    [InlineData("uint8", "true", "an integer is a JSON number")]
    [InlineData("uint8", "null", "an integer is a JSON number")]
    [InlineData("uint8", "[1]", "an integer is a JSON number")]
    [InlineData("uint256", "9007199254740992", "write it as a string")]
    [InlineData("int256", "-9007199254740992", "write it as a string")]
    [InlineData("uint256", "1e400", "an integer is written")]
    [InlineData("uint8[]", "{}", "is a JSON array")]
    [InlineData("uint8[]", "null", "is a JSON array")]
    [InlineData("uint8[]", "\"0x01\"", "is a JSON array")]
    [InlineData("uint8[2]", "[1]", "is given 1 elements")]
    [InlineData("uint8[2]", "[1,2,3]", "is given 3 elements")]
    [InlineData("uint8[2][]", "[[1,2],[1]]", "message.v[1]: uint8[2] is given 1 elements")]
    [InlineData("uint8[][]", "[[1],[2,256]]", "message.v[1][1]: 256 is outside uint8")]
    [InlineData("Other", "[]", "a JSON object is expected")]
    [InlineData("Other", "null", "a JSON object is expected")]
    [InlineData("Other", "{}", "the member x of Other is missing")]
    [InlineData("Other", "{\"x\":1,\"y\":2}", "Other has no member y")]
    [InlineData("Other", "{\"x\":1,\"x\":1}", "comes twice")]
    [InlineData("Other[]", "[{\"x\":1},{\"x\":true}]", "message.v[1].x: an integer is a JSON number")]
    public void Values_that_do_not_fit_their_type_are_refused(string type, string value, string reason)
    {
        var error = Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Document(type, value)));
        Assert.Contains("message", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint")]
    [InlineData("int")]
    [InlineData("uint0")]
    [InlineData("uint08")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint99999999999999999999")]
    [InlineData("int12")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("bytes032")]
    [InlineData("uint8 ")]
    [InlineData(" uint8")]
    [InlineData("uint8[")]
    [InlineData("uint8]")]
    [InlineData("[]")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[01]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8[1000001]")]
    [InlineData("uint8[99999999999]")]
    [InlineData("uint8[ ]")]
    [InlineData("uint8[][")]
    [InlineData("uint8[]a")]
    [InlineData("Uint8")]
    [InlineData("BOOL")]
    [InlineData("mapping(uint8=>bool)")]
    [InlineData("(uint8)")]
    [InlineData("9Type")]
    [InlineData("a:")]
    [InlineData(":a")]
    [InlineData("a::b")]
    [InlineData("\uc548")]
    [InlineData("EIP712Domain")]
    public void Types_that_do_not_exist_are_refused(string type) => Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Document(type, "1")));

    [Theory]
    [InlineData("{\"uint8\":[]}")]
    [InlineData("{\"bytes32\":[]}")]
    [InlineData("{\"uint7\":[]}")]
    [InlineData("{\"string\":[]}")]
    [InlineData("{\"V[]\":[]}")]
    [InlineData("{\"\":[]}")]
    [InlineData("{\"a b\":[]}")]
    [InlineData("{\"V\":{}}")]
    [InlineData("{\"V\":null}")]
    [InlineData("{\"V\":[1]}")]
    [InlineData("{\"V\":[{}]}")]
    [InlineData("{\"V\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"V\":[{\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":1,\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":\"\",\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":\"a,uint8 b\",\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":\"9a\",\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":\"a:b\",\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[{\"name\":\"a\",\"type\":\"bool\"},{\"name\":\"a\",\"type\":\"bool\"}]}")]
    [InlineData("{\"V\":[],\"V\":[]}")]
    [InlineData("{\"V\":[],\"W\":[{\"name\":\"a\",\"type\":\"Ghost\"}]}")]
    [InlineData("{\"V\":[],\"W\":[{\"name\":\"a\",\"type\":\"W\"}]}")]
    [InlineData("{\"V\":[],\"W\":[{\"name\":\"a\",\"type\":\"W[2]\"}]}")]
    [InlineData("{\"V\":[],\"A\":[{\"name\":\"b\",\"type\":\"B[1]\"}],\"B\":[{\"name\":\"a\",\"type\":\"A\"}]}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Declarations_that_make_no_sense_are_refused(string types) =>
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Whole(types, "V", "{}", "{}")));

    [Theory]
    [InlineData("[{\"name\":\"version\",\"type\":\"string\"},{\"name\":\"name\",\"type\":\"string\"}]", "{\"name\":\"a\",\"version\":\"b\"}")]
    [InlineData("[{\"name\":\"chainId\",\"type\":\"uint64\"}]", "{\"chainId\":1}")]
    [InlineData("[{\"name\":\"chainId\",\"type\":\"string\"}]", "{\"chainId\":\"1\"}")]
    [InlineData("[{\"name\":\"owner\",\"type\":\"address\"}]", "{\"owner\":\"0x0000000000000000000000000000000000000000\"}")]
    [InlineData("[{\"name\":\"name\",\"type\":\"string\"},{\"name\":\"name\",\"type\":\"string\"}]", "{\"name\":\"a\"}")]
    [InlineData("[{\"name\":\"name\",\"type\":\"string\"}]", "{}")]
    [InlineData("[{\"name\":\"name\",\"type\":\"string\"}]", "{\"name\":\"a\",\"version\":\"b\"}")]
    [InlineData("[{\"name\":\"name\",\"type\":\"string\"}]", "{\"name\":null}")]
    [InlineData("[{\"name\":\"chainId\",\"type\":\"uint256\"}]", "{\"chainId\":-1}")]
    [InlineData("[]", "{\"name\":\"a\"}")]
    [InlineData("[]", "null")]
    [InlineData("[]", "[]")]
    [InlineData("null", "{}")]
    [InlineData(null, "{\"owner\":1}")]
    [InlineData(null, "{\"chainId\":\"one\"}")]
    public void Domains_of_another_shape_are_refused(string? type, string domain)
    {
        var declared = type is null ? "" : $"\"EIP712Domain\":{type},";
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Whole($"{{{declared}\"V\":[]}}", "V", domain, "{}")));
    }

    [Fact]
    public void A_domain_is_the_same_whether_its_type_is_declared_or_not()
    {
        const string Domain = """{"chainId":"0x66eee","salt":"0xABababababababababababababababababababababababababababababababab","name":""}""";
        const string Type = """[{"name":"name","type":"string"},{"name":"chainId","type":"uint256"},{"name":"salt","type":"bytes32"}]""";
        var bare = TypedData.Parse(Whole("{\"V\":[]}", "V", Domain, "{}"));
        var declared = TypedData.Parse(Whole($"{{\"EIP712Domain\":{Type},\"V\":[]}}", "V", Domain, "{}"));
        Assert.Equal(bare.DomainSeparator, declared.DomainSeparator);
        Assert.Equal(bare.Digest, declared.Digest);
        Assert.Equal(("", null, 421614), (bare.Domain.Name, bare.Domain.Version, bare.Domain.ChainId));
        Assert.Equal("0xabababababababababababababababababababababababababababababababab", bare.Domain.Salt.ToString());
        Assert.Null(bare.Domain.VerifyingContract);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"domain\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"domain\":{},\"message\":{}}")]
    [InlineData("{\"primaryType\":\"V\",\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":null,\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"v\",\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V[]\",\"domain\":{},\"message\":[]}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"uint8\",\"domain\":{},\"message\":1}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"EIP712Domain\",\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[],\"EIP712Domain\":[]},\"primaryType\":\"EIP712Domain\",\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"primaryType\":\"V\",\"domain\":{},\"message\":{}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"domain\":{},\"message\":{\"\\ud800\":1}}")]
    [InlineData("{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"domain\":{},\"message\":{},}")]
    [InlineData("/* */{\"types\":{\"V\":[]},\"primaryType\":\"V\",\"domain\":{},\"message\":{}}")]
    public void Documents_of_another_shape_are_refused(string json) => Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(json));

    [Fact]
    public void Text_that_is_no_utf16_an_undefined_element_and_null_are_refused()
    {
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse("{\"\ud800\":1}"));
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(default(JsonElement)));
        Assert.Throws<ArgumentNullException>(() => TypedData.Parse(null!));
    }

    [Fact]
    public void Members_beside_the_four_are_ignored()
    {
        const string Four = "\"types\":{\"V\":[]},\"primaryType\":\"V\",\"domain\":{},\"message\":{}";
        Assert.Equal(TypedData.Parse($"{{{Four}}}").Digest, TypedData.Parse($"{{\"account\":[1],{Four}}}").Digest);
    }

    [Fact]
    public void Integers_are_the_same_in_every_spelling()
    {
        var digests = ((string[])["1000", "\"1000\"", "\"0x3e8\"", "\"0x0003E8\""]).Select(value => TypedData.Parse(Document("uint256", value)).Digest);
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void A_struct_may_contain_itself_through_an_array_that_can_be_empty()
    {
        const string Types = """{"V":[{"name":"v","type":"V[][2]"}]}""";
        var typedData = TypedData.Parse(Whole(Types, "V", "{}", """{"v":[[],[{"v":[[],[]]}]]}"""));
        Assert.Equal("V(V[][2] v)", typedData.EncodeType);
    }

    [Fact]
    public void Values_nest_32_deep_and_no_deeper()
    {
        Assert.NotNull(TypedData.Parse(Nested(32)));
        foreach (var depth in (int[])[33, 34, 36])
        {
            Assert.Contains("32", Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(Nested(depth))).Message, StringComparison.Ordinal);
        }

        static string Nested(int depth)
        {
            var arrays = depth - 1;
            return Document("uint8" + string.Concat(Enumerable.Repeat("[]", arrays)), new string('[', arrays) + "1" + new string(']', arrays));
        }
    }

    public static TheoryData<string, string> Bombs()
    {
        const int Many = 100_000;
        var brackets = string.Concat(Enumerable.Repeat("[", Many)) + string.Concat(Enumerable.Repeat("]", Many));
        var objects = string.Concat(Enumerable.Repeat("{\"v\":", 20_000)) + "1" + new string('}', 20_000);
        var chain = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"T{i}\":[{{\"name\":\"n\",\"type\":\"T{i + 1}\"}}]"));
        var wide = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"{{\"name\":\"f{i}\",\"type\":\"bool\"}}"));
        var cycle = string.Join(',', Enumerable.Range(0, 128).Select(i => $"\"T{i}\":[{{\"name\":\"n\",\"type\":\"T{(i + 1) % 128}\"}}]"));
        var dims = string.Concat(Enumerable.Repeat("[]", Many));
        return new()
        {
            { "brackets as a value", Document("uint8[]", brackets) },
            { "objects as a value", Document("Other", objects) },
            { "brackets beside", $"{{\"x\":{brackets}}}" },
            { "chain of types", Whole($"{{{chain}}}", "T0", "{}", "{}") },
            { "many fields", Whole($"{{\"V\":[{wide}]}}", "V", "{}", "{}") },
            { "long cycle", Whole($"{{{cycle}}}", "T0", "{}", "{}") },
            { "many dimensions", Document("uint8" + dims, "[]") },
            { "long type name", Document(new string('a', Many), "1") },
            { "long integer", Document("uint256", $"\"{new string('9', Many)}\"") },
            { "long number", Document("uint256", new string('9', Many)) },
            { "array of more values than allowed", Document("uint8[]", $"[{string.Join(',', Enumerable.Repeat("1", Many + 1))}]") },
            { "arrays of more values than allowed", Document("uint8[][]", $"[{string.Join(',', Enumerable.Repeat("[1,1,1,1,1,1,1,1,1]", 12_000))}]") },
            { "more than a mebibyte", Document("string", $"\"{new string('a', 1 << 20)}\"") },
            { "more than a mebibyte of UTF-8", Document("string", $"\"{new string('\uac00', 400_000)}\"") },
        };
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bombs_are_refused_with_the_one_exception(string name, string json)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(json));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 64 * 1024 * 1024, $"{name}: {allocated} bytes");
        Assert.True(error.Message.Length < 500, name);
    }

    [Fact]
    public void An_element_that_was_parsed_without_a_depth_limit_is_bounded_too()
    {
        var json = Document("Other", string.Concat(Enumerable.Repeat("{\"x\":", 50_000)) + "1" + new string('}', 50_000));
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(document.RootElement));

        var tree = Document("V[]", string.Concat(Enumerable.Repeat("[{\"v\":", 50_000)) + "[]" + string.Concat(Enumerable.Repeat("}]", 50_000)));
        using var deep = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        Assert.Throws<InvalidTypedDataException>(() => TypedData.Parse(deep.RootElement));
    }

    [Fact]
    public void The_largest_type_graph_is_read_in_bounded_memory()
    {
        // 128 structs that all reach each other, 1024 fields.
        var types = string.Join(',', Enumerable.Range(0, 128).Select(i =>
            $"\"T{i}\":[{string.Join(',', Enumerable.Range(0, 8).Select(f => $"{{\"name\":\"f{f}\",\"type\":\"T{(i + f + 1) % 128}[]\"}}"))}]"));
        var members = string.Join(',', Enumerable.Range(0, 8).Select(f => $"\"f{f}\":[]"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var typedData = TypedData.Parse(Whole($"{{{types}}}", "T0", "{}", $"{{{members}}}"));
        Assert.StartsWith("T0(T1[] f0,", typedData.EncodeType, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 * 1024 * 1024);
    }

    [Fact]
    public void Mutated_documents_give_typed_data_or_the_one_exception()
    {
        var seed = Encoding.UTF8.GetBytes(TypedDataSamples.Mail.ToJson());
        var random = new Random(20240229);
        var accepted = 0;
        for (var i = 0; i < 4_000; i++)
        {
            var mutated = Mutate(seed, random);
            try
            {
                // What is accepted reads back from what is written.
                var typedData = TypedData.Parse(Encoding.UTF8.GetString(mutated));
                Assert.Equal(typedData.Digest, TypedData.Parse(typedData.ToJson()).Digest);
                accepted++;
            }
            catch (InvalidTypedDataException)
            {
            }
        }

        Assert.InRange(accepted, 1, 3_999);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, "0123456789{}[]\",:-.eE\\u"u8.ToArray()[random.Next(23)]); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), random.Next(1, bytes.Count / 2))); break;
            }
        }

        return [.. bytes];
    }

    private static string Document(string type, string value) => Whole(
        $$"""{"V":[{"name":"v","type":{{JsonSerializer.Serialize(type)}}}],"Other":[{"name":"x","type":"uint8"}]}""", "V", "{}", $"{{\"v\":{value}}}");

    private static string Whole(string types, string primaryType, string domain, string message) =>
        $"{{\"types\":{types},\"primaryType\":\"{primaryType}\",\"domain\":{domain},\"message\":{message}}}";
}
