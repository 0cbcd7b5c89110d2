using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

// One line an entry.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PanelJournalEntry))]
[JsonSerializable(typeof(ForecastQuestion))]
[SuppressMessage("ApiDesign", "RS0030", Justification = "The generator formats its own error messages, from type names alone.")]
internal sealed partial class DelphiJournalContext : JsonSerializerContext;
