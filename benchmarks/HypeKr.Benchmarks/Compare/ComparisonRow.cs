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
internal sealed record ComparisonRow(string Name, double Ours, double? Other, string OtherName, string Unit, double? Ratio, double? Target, long AllocatedBytes);

[JsonSerializable(typeof(List<ComparisonRow>))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;
