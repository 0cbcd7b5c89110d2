using System.Text.Json.Serialization;

namespace HypeKr.Benchmarks;

/// <summary>One question, ours beside a peer or a floor, measured in the same run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">Our figure, in <paramref name="Unit"/>.</param>
/// <param name="Other">The other side's figure; null where its side cannot run here, and <paramref name="OtherName"/> says why.</param>
/// <param name="OtherName">The peer or floor.</param>
/// <param name="Unit"><c>us</c>: microseconds of processor time an operation; else what the name says.</param>
/// <param name="Ratio">Above 1 = ours is better.</param>
/// <param name="Target">The ratio to reach.</param>
/// <param name="AllocatedBytes">Managed bytes that our side allocates an operation, on all threads.</param>
/// <param name="Rows">How many rows the work was done on, where the growth with them is of interest.</param>
/// <param name="Shape">What the rows look like, where that is of interest.</param>
/// <param name="TimesInput">The allocated bytes in units of the rows' own, which the peak cannot exceed.</param>
internal sealed record ComparisonRow(
    string Name,
    double Ours,
    double? Other,
    string OtherName,
    string Unit,
    double? Ratio,
    double? Target,
    long AllocatedBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Rows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Shape = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TimesInput = null);

[JsonSerializable(typeof(List<ComparisonRow>))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;
