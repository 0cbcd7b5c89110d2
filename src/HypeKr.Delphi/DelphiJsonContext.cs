using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

// Camel case, indented with \n on every platform, enums by name: the same value gives the same bytes anywhere.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PanelDefinition))]
[JsonSerializable(typeof(DelphiResult))]
[SuppressMessage("ApiDesign", "RS0030", Justification = "The generator formats its own error messages, from type names alone.")]
internal sealed partial class DelphiJsonContext : JsonSerializerContext;
