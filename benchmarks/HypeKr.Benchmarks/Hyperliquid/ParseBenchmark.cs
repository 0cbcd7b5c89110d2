using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using HypeKr.Hyperliquid;

namespace HypeKr.Benchmarks;

/// <summary>What does it cost to read an answer into models with decimals, beside its JSON alone?</summary>
public class ParseBenchmark
{
    // The context is the library's own affair; what it makes of a type is not.
    private static readonly JsonSerializerContext Context = (JsonSerializerContext)typeof(HyperliquidClient).Assembly
        .GetType("HypeKr.Hyperliquid.HyperliquidJsonContext", throwOnError: true)!
        .GetProperty("Default", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;

    private static readonly JsonTypeInfo<OrderBook> BookInfo = Info<OrderBook>();
    private static readonly JsonTypeInfo<IReadOnlyList<Trade>> TradesInfo = Info<IReadOnlyList<Trade>>();
    private static readonly JsonTypeInfo<PerpState> StateInfo = Info<PerpState>();
    private static readonly JsonTypeInfo<PerpMarkets> MarketsInfo = Info<PerpMarkets>();

    [Benchmark]
    public OrderBook Book() => JsonSerializer.Deserialize(VenueAnswers.L2Book, BookInfo)!;

    [Benchmark]
    public IReadOnlyList<Trade> Trades() => JsonSerializer.Deserialize(VenueAnswers.Trades, TradesInfo)!;

    [Benchmark]
    public PerpState State() => JsonSerializer.Deserialize(VenueAnswers.ClearinghouseState, StateInfo)!;

    [Benchmark]
    public PerpMarkets Markets() => JsonSerializer.Deserialize(VenueAnswers.MetaAndAssetCtxs, MarketsInfo)!;

    internal static byte[] Bytes(string what) => what switch
    {
        "l2Book" => VenueAnswers.L2Book,
        "trades" => VenueAnswers.Trades,
        "clearinghouseState" => VenueAnswers.ClearinghouseState,
        "metaAndAssetCtxs" => VenueAnswers.MetaAndAssetCtxs,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such answer."),
    };

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;
}
