using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How the venue's answers are read: members by their wire names, decimals from text, unknown members kept by the models.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(DecimalJsonConverter)])]
[JsonSerializable(typeof(PerpMeta))]
[JsonSerializable(typeof(SpotMeta))]
[JsonSerializable(typeof(IReadOnlyList<PerpDex?>))]
[JsonSerializable(typeof(OutcomeMeta))]
[SuppressMessage("ApiDesign", "RS0030", Justification = "The generator formats its own error messages, in types' names alone.")]
internal sealed partial class HyperliquidJsonContext : JsonSerializerContext;
