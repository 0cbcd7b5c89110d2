using System.Globalization;
using System.Text.Json;

namespace HypeKr.Calibration.Tests;

/// <summary>Reading vector cases, and comparing with their numbers.</summary>
internal static class Json
{
    public static double[] Doubles(this JsonElement json) => [.. json.EnumerateArray().Select(e => e.GetDouble())];

    public static double[] Doubles(this JsonElement json, string name) => json.GetProperty(name).Doubles();

    public static double?[] OptionalDoubles(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? (double?)null : e.GetDouble())];

    public static double? OptionalDouble(this JsonElement json, string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null ? null : json.GetProperty(name).GetDouble();

    public static int[] Ints(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];

    public static string[] Strings(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    public static bool[] Labels(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(e => BinaryOutcome.FromResolution(e.GetDouble()).IsYes)];

    /// <summary>Weights as exact decimals with the coarsest unit that holds them all.</summary>
    public static (decimal[] Weights, long Units) Decimals(this JsonElement json, string name)
    {
        var weights = json.GetProperty(name).EnumerateArray().Select(e => decimal.Parse(e.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
        var scale = weights.Max(w => w.Scale);
        return (weights, (long)Math.Pow(10, scale));
    }

    public static void Close(double? expected, double? actual, double tolerance, string what)
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, Text($"{what}: expected {expected}, got {actual}"));
            return;
        }

        Assert.True(Math.Abs(expected.Value - actual.Value) <= tolerance, Text($"{what}: expected {expected}, got {actual}, off by {Math.Abs(expected.Value - actual.Value):g3}"));
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.True(expected.Count == actual.Count, Text($"{what}: expected {expected.Count} values, got {actual.Count}"));
        for (var i = 0; i < expected.Count; i++) Close(expected[i], actual[i], tolerance, Text($"{what}[{i}]"));
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
