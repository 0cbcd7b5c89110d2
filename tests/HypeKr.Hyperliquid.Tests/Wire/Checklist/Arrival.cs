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
    /// <param name="answer">What the venue sent.</param>
    /// <param name="model">What was read.</param>
    /// <param name="mayBeKept">Whether a member that no property takes may be kept as it came.</param>
    public static IReadOnlyList<string> Faults(JsonElement answer, object? model, bool mayBeKept = false)
    {
        List<string> faults = [];
        new Walk(faults, mayBeKept).Compare(answer, model, "$");
        return faults;
    }

    private sealed class Walk(List<string> faults, bool mayBeKept)
    {
        public void Compare(JsonElement wire, object? model, string path)
        {
            if (wire.ValueKind == JsonValueKind.Null)
            {
                var isNothing = model is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } || (model is IEnumerable empty and not string && !empty.Cast<object?>().Any());
                if (!isNothing) faults.Add($"{path}: null became {model}.");
                return;
            }

            switch (model)
            {
                case null when wire.ValueKind == JsonValueKind.String && wire.GetString()!.Length == 0:
                    // What a recording blanked.
                    return;
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
                    CompareObject(wire, model, path);
                    break;
                case JsonValueKind.Array:
                    CompareArray(wire, model, path);
                    break;
                default:
                    if (!IsSame(wire, model)) faults.Add($"{path}: {wire.GetRawText()} became {model} ({model.GetType().Name}).");
                    break;
            }
        }

        private void CompareObject(JsonElement wire, object model, string path)
        {
            if (model is IDictionary map)
            {
                foreach (var member in wire.EnumerateObject()) Compare(member.Value, map[member.Name], $"{path}.{member.Name}");
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
                if (Property(model.GetType(), member.Name) is { } property) Compare(member.Value, property.GetValue(model), at);
                else if (mayBeKept && Others(model) is { } kept && kept.TryGetValue(member.Name, out var raw)) Compare(member.Value, raw, at);
                else faults.Add($"{at}: {model.GetType().Name} has no public property for it.");
            }

            if (!mayBeKept && Others(model) is { Count: > 0 } others) faults.Add($"{path}: {string.Join(", ", others.Keys)} went to OtherMembers of {model.GetType().Name}.");
        }

        private void CompareArray(JsonElement wire, object model, string path)
        {
            object?[] items;
            if (model is IEnumerable list and not string)
            {
                items = [.. list.Cast<object?>()];
            }
            else if (model.GetType().Assembly == typeof(HyperliquidClient).Assembly)
            {
                var rest = (IEnumerable?)model.GetType().GetProperty("OtherElements")?.GetValue(model);
                items = [.. Positions(model.GetType()).Select(property => property.GetValue(model)), .. rest?.Cast<object?>() ?? []];
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

            for (var i = 0; i < items.Length; i++) Compare(wire[i], items[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]");
        }
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

    private static IDictionary<string, JsonElement>? Others(object model) => model.GetType().GetProperty("OtherMembers")?.GetValue(model) as IDictionary<string, JsonElement>;

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
            DateTimeOffset or TimeSpan or int or long => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && IsSame(JsonSerializer.SerializeToElement(number), model),
            _ => Word(model) == text,
        },
        _ => false,
    };

    // Words keep their text in Value; ids print it.
    private static string? Word(object model) => model.GetType().GetProperty("Value")?.GetValue(model) as string ?? Convert.ToString(model, CultureInfo.InvariantCulture);
}
