using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Proves that a model keeps all of an answer: read, written again, and compared member by member.</summary>
internal static class Lossless
{
    /// <summary>Fails where a member is missing, has another value, or was made up. Absent and null are the same, and so are false where the venue writes true or nothing, and an empty list.</summary>
    public static T Check<T>(JsonElement answer, JsonTypeInfo<T> type)
    {
        var model = JsonSerializer.Deserialize(answer, type)!;
        Compare(answer, JsonSerializer.SerializeToElement(model, type));
        return model;
    }

    /// <summary>Fails where what was written is not what was read.</summary>
    public static void Compare(JsonElement read, JsonElement written) => Compare(read, written, "$");

    /// <summary>The names of all members that no property reads.</summary>
    public static SortedSet<string> UnmappedNames(object? model)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(model, names);
        return names;
    }

    private static void Compare(JsonElement expected, JsonElement actual, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(actual.ValueKind == JsonValueKind.Object, $"{path} became {actual.ValueKind}.");
                foreach (var member in expected.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.Null) continue;
                    Assert.True(actual.TryGetProperty(member.Name, out var written), $"{path}.{member.Name} is lost.");
                    Compare(member.Value, written, $"{path}.{member.Name}");
                }

                foreach (var member in actual.EnumerateObject())
                {
                    var isKnown = expected.TryGetProperty(member.Name, out var read) && read.ValueKind != JsonValueKind.Null;
                    Assert.True(isKnown || member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False || (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0), $"{path}.{member.Name} is made up.");
                }

                break;
            case JsonValueKind.Array:
                Assert.True(actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength(), $"{path} has another length.");
                for (var i = 0; i < expected.GetArrayLength(); i++) Compare(expected[i], actual[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]");
                break;
            case JsonValueKind.String:
                var same = actual.ValueKind == JsonValueKind.String && (actual.ValueEquals(expected.GetString()) || (Number(expected) is { } number && Number(actual) == number));
                Assert.True(same, $"{path} was {expected.GetRawText()} and became {actual.GetRawText()}.");
                break;
            // The venue writes a few decimals as numbers; they are written as text like all others.
            case JsonValueKind.Number when actual.ValueKind == JsonValueKind.String:
                Assert.True(expected.GetDecimal() == Number(actual), $"{path} was {expected.GetRawText()} and became {actual.GetRawText()}.");
                break;
            default:
                Assert.True(expected.ValueKind == actual.ValueKind && expected.GetRawText() == actual.GetRawText(), $"{path} was {expected.GetRawText()} and became {actual.GetRawText()}.");
                break;
        }
    }

    // A hash is not a number, though it may have digits alone: only what looks like a decimal is compared as one.
    private static decimal? Number(JsonElement text) =>
        decimal.TryParse(text.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static void Collect(object? model, SortedSet<string> names)
    {
        if (model is null or string or JsonElement) return;
        if (model is IDictionary) return;
        if (model is IEnumerable items)
        {
            foreach (var item in items) Collect(item, names);
            return;
        }

        if (model.GetType().Namespace != typeof(HyperliquidClient).Namespace || model.GetType().IsValueType) return;
        foreach (var property in model.GetType().GetProperties())
        {
            if (property.GetIndexParameters().Length > 0) continue;
            var value = property.GetValue(model);
            if (property.Name == "OtherMembers") names.UnionWith(((IDictionary<string, JsonElement>?)value)?.Keys ?? []);
            else Collect(value, names);
        }
    }
}
