using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How the venue's answers are read: members by their wire names, decimals from text, unknown members kept by the models.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString, Converters = [typeof(DecimalJsonConverter), typeof(UnixMillisecondsConverter)])]
[JsonSerializable(typeof(PerpMeta))]
[JsonSerializable(typeof(SpotMeta))]
[JsonSerializable(typeof(IReadOnlyList<PerpDex?>))]
[JsonSerializable(typeof(OutcomeMeta))]
[JsonSerializable(typeof(Dictionary<string, decimal>))]
[JsonSerializable(typeof(OrderBook))]
[JsonSerializable(typeof(ExchangeStatus))]
[JsonSerializable(typeof(UserRole))]
[JsonSerializable(typeof(PerpState))]
[JsonSerializable(typeof(SpotState))]
[JsonSerializable(typeof(OpenOrder[]))]
[JsonSerializable(typeof(OrderLookup))]
[JsonSerializable(typeof(Fill[]))]
[JsonSerializable(typeof(JsonElement))]
[SuppressMessage("ApiDesign", "RS0030", Justification = "The generator formats its own error messages, in types' names alone.")]
internal sealed partial class HyperliquidJsonContext : JsonSerializerContext;
