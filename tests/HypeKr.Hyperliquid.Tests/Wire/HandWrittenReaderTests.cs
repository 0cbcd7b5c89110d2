using System.Text.Json;
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
                        Assert.True(ours == theirs, $"{System.Text.Encoding.UTF8.GetString(bytes)}\nby hand:   {ours ?? "refused"}\ngenerated: {theirs ?? "refused"}");
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
