using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The words of readers that are written by hand.</summary>
internal static class WireReader
{
    /// <summary>Begins an object.</summary>
    public static void Enter(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"{what} is a JSON object, not a {reader.TokenType}.");
    }

    /// <summary>Steps to the value of the next member and says its name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!reader.Read()) throw new JsonException("The object has no end.");
        if (reader.TokenType == JsonTokenType.EndObject) return false;
        name = reader is { HasValueSequence: false, ValueIsEscaped: false } ? reader.ValueSpan : Encoding.UTF8.GetBytes(reader.GetString()!);
        if (!reader.Read()) throw new JsonException("The object has no end.");
        return true;
    }

    /// <summary>Keeps a member that the model does not know.</summary>
    public static void Keep(ref Dictionary<string, JsonElement>? others, scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader) =>
        (others ??= [])[Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);

    public static decimal? Decimal(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : DecimalJsonConverter.Read(ref reader);

    public static DateTimeOffset? Time(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : UnixMillisecondsConverter.Read(ref reader);

    public static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw new JsonException($"A JSON string was expected, not {reader.TokenType}."),
    };

    public static bool Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new JsonException($"True or false was expected, not {reader.TokenType}."),
    };

    /// <summary>A member that the venue leaves out where it is false; null is the same.</summary>
    public static bool Flag(ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.Null && Boolean(ref reader);

    public static long? Int64(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return number;
            case JsonTokenType.String:
                var text = reader is { HasValueSequence: false, ValueIsEscaped: false } ? reader.ValueSpan : Encoding.UTF8.GetBytes(reader.GetString()!);
                if (Utf8Parser.TryParse(text, out long value, out var read) && read == text.Length) return value;
                break;
        }

        throw new JsonException("An integer was expected.");
    }

    public static int? Int32(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) return number;
        return Int64(ref reader) switch
        {
            null => null,
            >= int.MinValue and <= int.MaxValue and var value => (int)value,
            _ => throw new JsonException("A smaller integer was expected."),
        };
    }

    /// <summary>Whether a text is that one, without making a string of it.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) => reader.TokenType == JsonTokenType.String
        && (reader is { HasValueSequence: false, ValueIsEscaped: false } ? reader.ValueSpan.SequenceEqual(text) : reader.ValueTextEquals(text));

    /// <summary>Begins a tuple.</summary>
    public static void EnterTuple(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"{what} are a JSON array, not a {reader.TokenType}.");
    }

    /// <summary>Steps to the next element of a tuple; false at its end, and from then on.</summary>
    public static bool NextElement(ref Utf8JsonReader reader, ref bool hasMore)
    {
        if (!hasMore) return false;
        if (!reader.Read()) throw new JsonException("The array has no end.");
        return hasMore = reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Steps to the end of a tuple and keeps the elements that it does not know.</summary>
    public static IReadOnlyList<JsonElement>? Rest(ref Utf8JsonReader reader, ref bool hasMore)
    {
        List<JsonElement>? rest = null;
        while (NextElement(ref reader, ref hasMore)) (rest ??= []).Add(JsonElement.ParseValue(ref reader));
        return rest;
    }

    /// <summary>A list, as an array of its own length.</summary>
    public static T[] List<T, TReader>(ref Utf8JsonReader reader)
        where T : class
        where TReader : IWireReader<T>
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"A JSON array was expected, not {reader.TokenType}.");
        var items = ArrayPool<T>.Shared.Rent(32);
        var count = 0;
        while (true)
        {
            if (!reader.Read()) throw new JsonException("The array has no end.");
            if (reader.TokenType == JsonTokenType.EndArray) break;
            if (count == items.Length)
            {
                var larger = ArrayPool<T>.Shared.Rent(2 * count);
                items.CopyTo(larger, 0);
                ArrayPool<T>.Shared.Return(items, clearArray: true);
                items = larger;
            }

            items[count++] = reader.TokenType == JsonTokenType.Null ? null! : TReader.Read(ref reader);
        }

        var list = items.AsSpan(0, count).ToArray();
        Array.Clear(items, 0, count);
        ArrayPool<T>.Shared.Return(items);
        return list;
    }

    /// <summary>A list, or null where the wire has null.</summary>
    public static T[]? ListOrNull<T, TReader>(ref Utf8JsonReader reader)
        where T : class
        where TReader : IWireReader<T> => reader.TokenType == JsonTokenType.Null ? null : List<T, TReader>(ref reader);

    /// <summary>A model, or null where the wire has null.</summary>
    public static T? ModelOrNull<T, TReader>(ref Utf8JsonReader reader)
        where T : class
        where TReader : IWireReader<T> => reader.TokenType == JsonTokenType.Null ? null : TReader.Read(ref reader);

    public static JsonException Missing(string what, string member) => new($"{what} lacks its '{member}'.");
}
