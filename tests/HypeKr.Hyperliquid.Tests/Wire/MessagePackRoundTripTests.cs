using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What is packed reads back as what is sent, through a reader that has nothing to do with the writer.</summary>
public sealed class MessagePackRoundTripTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(JsonArbitrary)])]
    public void Any_raw_action_reads_back(JsonObject json)
    {
        var action = RawAction.Parse(json.ToJsonString());
        Assert.Equal(Plain(json), Plain(MessagePackReader.Read(action.ToMessagePack())));
        Assert.Equal(Plain(json), Plain(JsonNode.Parse(action.ToJson())));
    }

    [Fact]
    public void Every_typed_action_reads_back_as_its_json_with_as_many_members_as_its_headers_say()
    {
        foreach (var (action, _) in SampleActions.All)
        {
            const long Nonce = 1_700_000_000_000;
            var context = ActionContext.For(HyperliquidNetwork.Testnet, Nonce);
            var writer = MessagePackWriter.Rent();
            try
            {
                action.Write(ref writer, context);
                Assert.Equal(Plain(JsonNode.Parse(action.ToJson(HyperliquidNetwork.Testnet, Nonce))), Plain(MessagePackReader.Read(writer.Written)));
            }
            finally
            {
                writer.Dispose();
            }
        }
    }

    // The order counts too, so the text of both is compared.
    private static string Plain(JsonNode? node) => node?.ToJsonString() ?? "null";

    public static class JsonArbitrary
    {
        public static Arbitrary<JsonObject> Objects() => Gen.Sized(size => Map(Math.Min(size, 40))).ToArbitrary();

        private static Gen<JsonObject> Map(int size) =>
            from count in Gen.OneOf(Gen.Choose(0, 4), Gen.Choose(14, 18))
            from values in Gen.ArrayOf(Value(size / 2), count)
            from prefix in Text()
            select new JsonObject(values.Select((value, i) => new KeyValuePair<string, JsonNode?>(prefix + i.ToString(System.Globalization.CultureInfo.InvariantCulture), value?.DeepClone())));

        private static Gen<JsonNode?> Value(int size) =>
            size == 0
                ? Leaf()
                : Gen.Frequency(
                    (4, Leaf()),
                    (1, Map(size / 2).Select(map => (JsonNode?)map)),
                    (1, from count in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(14, 18))
                        from items in Gen.ArrayOf(Value(size / 2), count)
                        select (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])));

        private static Gen<JsonNode?> Leaf() => Gen.OneOf(
            Gen.Constant<JsonNode?>(null),
            Gen.Elements(true, false).Select(value => (JsonNode?)JsonValue.Create(value)),
            Text().Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Choose(0, 63).SelectMany(shift => Gen.Choose(-2, 2).Select(add => unchecked((1L << shift) + add))).Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Choose(0, 63).SelectMany(shift => Gen.Choose(0, 2).Select(add => unchecked((1UL << shift) + (ulong)add))).Select(value => (JsonNode?)JsonValue.Create(value)));

        private static Gen<string> Text() =>
            from length in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(30, 33), Gen.Choose(254, 258))
            from seed in Gen.Elements("a", "é", "\"", "\\", "\n", "€", "🤖")
            select string.Concat(Enumerable.Repeat(seed, length));
    }
}
