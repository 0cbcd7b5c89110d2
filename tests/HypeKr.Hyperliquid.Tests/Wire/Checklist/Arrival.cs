using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>
/// Compares an answer with the model that was read from it, member by member: each must have arrived in a public property with the same value. A member's property
/// is the one that carries its wire name; the elements of a tuple are the properties of its type in their order.
/// </summary>
internal static class Arrival
{
    /// <summary>Everything that did not arrive.</summary>
    public static IReadOnlyList<string> Faults(JsonElement answer, object? model)
    {
        List<string> faults = [];
        Compare(answer, model, "$", faults);
        return faults;
    }

    private static void Compare(JsonElement wire, object? model, string path, List<string> faults)
    {
        if (wire.ValueKind == JsonValueKind.Null)
        {
            var isNothing = model is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } || (model is IEnumerable empty and not string && !empty.Cast<object?>().Any());
            if (!isNothing) faults.Add($"{path}: null became {model}.");
            return;
        }

        switch (model)
        {
            case null:
                faults.Add($"{path}: {wire.GetRawText()} is lost.");
                return;
            case JsonElement raw:
                if (!JsonElement.DeepEquals(wire, raw)) faults.Add($"{path}: {wire.GetRawText()} became {raw.GetRawText()}.");
                return;
        }

        switch (wire.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObject(wire, model, path, faults);
                break;
            case JsonValueKind.Array:
                CompareArray(wire, model, path, faults);
                break;
            default:
                if (!IsSame(wire, model)) faults.Add($"{path}: {wire.GetRawText()} became {model} ({model.GetType().Name}).");
                break;
        }
    }

    private static void CompareObject(JsonElement wire, object model, string path, List<string> faults)
    {
        if (model is IDictionary map)
        {
            foreach (var member in wire.EnumerateObject()) Compare(member.Value, map[member.Name], $"{path}.{member.Name}", faults);
            if (map.Count != wire.EnumerateObject().Count()) faults.Add($"{path}: {wire.EnumerateObject().Count()} members became {map.Count}.");
            return;
        }

        if (model.GetType().Assembly != typeof(HyperliquidClient).Assembly)
        {
            faults.Add($"{path}: an object became a {model.GetType().Name}.");
            return;
        }

        foreach (var member in wire.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (Property(model.GetType(), member.Name) is { } property) Compare(member.Value, property.GetValue(model), at, faults);
            else faults.Add($"{at}: {model.GetType().Name} has no public property for it.");
        }

        if (Others(model) is { Count: > 0 } others) faults.Add($"{path}: {string.Join(", ", others)} went to OtherMembers of {model.GetType().Name}.");
    }

    private static void CompareArray(JsonElement wire, object model, string path, List<string> faults)
    {
        object?[] items;
        if (model is IEnumerable list and not string)
        {
            items = [.. list.Cast<object?>()];
        }
        else if (model.GetType().Assembly == typeof(HyperliquidClient).Assembly)
        {
            items = [.. Positions(model.GetType()).Select(property => property.GetValue(model))];
        }
        else
        {
            faults.Add($"{path}: an array became a {model.GetType().Name}.");
            return;
        }

        if (items.Length != wire.GetArrayLength())
        {
            faults.Add($"{path}: {wire.GetArrayLength()} elements became {items.Length} of {model.GetType().Name}.");
            return;
        }

        for (var i = 0; i < items.Length; i++) Compare(wire[i], items[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", faults);
    }

    private static PropertyInfo? Property(Type type, string wireName)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var property = type.GetProperties(All).FirstOrDefault(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == wireName);
        if (property is null || property.GetMethod!.IsPublic) return property;

        // A text that is kept for another property to read: UserText behind User.
        return property.Name.EndsWith("Text", StringComparison.Ordinal) ? type.GetProperty(property.Name[..^4]) : null;
    }

    private static IEnumerable<PropertyInfo> Positions(Type type) =>
        type.GetProperties().Where(p => p.Name != "OtherElements" && p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static ICollection<string>? Others(object model) => (model.GetType().GetProperty("OtherMembers")?.GetValue(model) as IDictionary<string, JsonElement>)?.Keys;

    private static bool IsSame(JsonElement wire, object model) => wire.ValueKind switch
    {
        JsonValueKind.True => model is true,
        JsonValueKind.False => model is false,
        JsonValueKind.Number => model switch
        {
            DateTimeOffset time => time.ToUnixTimeMilliseconds() == wire.GetInt64() || (time.ToUnixTimeSeconds() == wire.GetInt64() && time.Millisecond == 0),
            TimeSpan span => span.Ticks % TimeSpan.TicksPerSecond == 0 && wire.GetInt64() is var number && (span == TimeSpan.FromSeconds(number) || span == TimeSpan.FromMinutes(number) || span == TimeSpan.FromHours(number) || span == TimeSpan.FromDays(number)),
            IConvertible and not string and not bool => wire.GetDecimal() == Convert.ToDecimal(model, CultureInfo.InvariantCulture),
            _ => decimal.TryParse(Word(model), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value == wire.GetDecimal(),
        },
        JsonValueKind.String => wire.GetString() is var text && model switch
        {
            string s => s == text,
            decimal value => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var expected) && expected == value,
            EthereumAddress address => address.ToLowerHex() == text,
            _ => Word(model) == text,
        },
        _ => false,
    };

    // Words keep their text in Value; ids print it.
    private static string? Word(object model) => model.GetType().GetProperty("Value")?.GetValue(model) as string ?? Convert.ToString(model, CultureInfo.InvariantCulture);
}
