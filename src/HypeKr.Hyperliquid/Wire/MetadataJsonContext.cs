using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The models that are read by hand, by their metadata: how they are written, and what the tests compare the readers with.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString, Converters = [typeof(DecimalJsonConverter), typeof(UnixMillisecondsConverter), typeof(AddressConverter)])]
[JsonSerializable(typeof(OrderBook))]
[JsonSerializable(typeof(BookLevel))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(PerpState))]
[JsonSerializable(typeof(PerpMeta))]
[JsonSerializable(typeof(MarginTable))]
[JsonSerializable(typeof(IReadOnlyList<Trade>))]
[JsonSerializable(typeof(PerpMarkets))]
[JsonSerializable(typeof(IReadOnlyList<PerpContext>))]
[JsonSerializable(typeof(PerpContext))]
[SuppressMessage("ApiDesign", "RS0030", Justification = "The generator formats its own error messages, in types' names alone.")]
internal sealed partial class MetadataJsonContext : JsonSerializerContext;
