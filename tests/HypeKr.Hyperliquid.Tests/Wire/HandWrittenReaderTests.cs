using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A reader written by hand gives what the generated one gives, of good answers and of broken ones.</summary>
public sealed class HandWrittenReaderTests
{
    private static readonly HyperliquidJsonContext ByHand = HyperliquidJsonContext.Default;
    private static readonly MetadataJsonContext Generated = MetadataJsonContext.Default;

    [Fact]
    public void Books() => Same("info l2Book", ByHand.OrderBook, Generated.OrderBook);

    [Fact]
    public void Trades() => Same("info recentTrades", ByHand.IReadOnlyListTrade, Generated.IReadOnlyListTrade);

    [Fact]
    public void States() => Same("info clearinghouseState", ByHand.PerpState, Generated.PerpState);

    [Fact]
    public void Listings() => Same("info meta", ByHand.PerpMeta, Generated.PerpMeta);

    [Fact]
    public void Listings_with_figures() => Same("info metaAndAssetCtxs", ByHand.PerpMarkets, Generated.PerpMarkets);

    public static TheoryData<Type> Models =>
    [
        typeof(OrderBook), typeof(BookLevel), typeof(Trade), typeof(PerpState), typeof(AssetPosition), typeof(Position), typeof(Leverage), typeof(CumulativeFunding), typeof(MarginSummary),
        typeof(PerpMeta), typeof(PerpListing), typeof(MarginTable), typeof(MarginTier), typeof(PerpContext),
    ];

    /// <summary>A property that somebody adds to a model is not forgotten in its reader.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Every_member_of_the_model_is_read(Type model)
    {
        var reader = typeof(HyperliquidClient).Assembly.GetType($"HypeKr.Hyperliquid.{model.Name}Reader", throwOnError: true)!;
        Assert.Contains(typeof(IWireReader<>).MakeGenericType(model), reader.GetInterfaces());
        var names = model.GetProperties().Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>().ToList();
        Assert.NotEmpty(names);

        // That number is wrong for a member that is read, or passed over; it is kept of one that is not read.
        var read = (Func<byte[], string?>)typeof(HandWrittenReaderTests).GetMethod(nameof(Refusal), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(model, reader).CreateDelegate(typeof(Func<byte[], string?>));
        Assert.All(names, name => Assert.DoesNotContain("lacks its", read(Encoding.UTF8.GetBytes($$"""{"{{name}}":1e999}""")) ?? "lacks its", StringComparison.Ordinal));
    }

    /// <summary>What a reader says to it; null where it keeps it for a member that it does not know.</summary>
    private static string? Refusal<T, TReader>(byte[] json) where TReader : IWireReader<T>
    {
        T? model = default;
        var refusal = Record.Exception(() =>
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            model = TReader.Read(ref reader);
        });
        return refusal?.Message ?? (typeof(T).GetProperty("OtherMembers")!.GetValue(model) is null ? "passed over" : null);
    }

    private static void Same<T>(string name, JsonTypeInfo<T> byHand, JsonTypeInfo<T> generated)
    {
        var random = new Random(name.Length);
        var (read, refused) = (0, 0);
        foreach (var twist in Enum.GetValues<ReplyTwist>())
        {
            foreach (var seed in Enumerable.Range(1, 4))
            {
                foreach (var reply in new ReplyGenerator(Grammar.Wire, seed, twist).Generate(Grammar.Wire.Entries[name].Reply))
                {
                    foreach (var bytes in Mutations.Of(reply?.ToJsonString() ?? "null", random))
                    {
                        var (ours, theirs) = (Read(bytes, byHand, generated), Read(bytes, generated, generated));
                        Assert.True(ours == theirs, $"{Encoding.UTF8.GetString(bytes)}\nby hand:   {ours ?? "refused"}\ngenerated: {theirs ?? "refused"}");
                        if (ours is null) refused++;
                        else read++;
                    }
                }
            }
        }

        Assert.True(read > 100 && refused > 100, $"{read} were read and {refused} refused: too few of one kind.");
    }

    private static string? Read<T>(byte[] bytes, JsonTypeInfo<T> type, JsonTypeInfo<T> writer)
    {
        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize(bytes, type)!, writer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
