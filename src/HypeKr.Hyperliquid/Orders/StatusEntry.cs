using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Reads the entries of an answer's <c>statuses</c>.</summary>
internal static class StatusEntry
{
    /// <summary>One entry for each of <paramref name="count"/> orders, or null when the answer does not say which is which.</summary>
    /// <remarks>The venue checks some things before it takes up a batch, and then gives one error for all of it.</remarks>
    public static IReadOnlyList<JsonElement>? Split(ActionResponse response, int count)
    {
        if (response.Data is not { ValueKind: JsonValueKind.Object } data || !data.TryGetProperty("statuses"u8, out var statuses) || statuses.ValueKind != JsonValueKind.Array) return null;
        var entries = statuses.EnumerateArray().ToArray();
        if (entries.Length == count) return entries;
        return entries is [var only] && TryReadError(only, out _)
            ? [.. Enumerable.Repeat(only, count)]
            : null;
    }

    /// <summary>The <c>status</c> of an answer about one thing, such as a TWAP order.</summary>
    public static JsonElement? Single(ActionResponse response) =>
        response.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("status"u8, out var status) ? status : null;

    /// <summary>Reads the words of an entry that is an error.</summary>
    public static bool TryReadError(JsonElement entry, [NotNullWhen(true)] out string? words)
    {
        words = null;
        return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("error"u8, out var error) && TryReadText(error, out words);
    }

    public static ResponseFormatException Unreadable(string type, ActionResponse response, int count)
    {
        var text = response.Raw.GetRawText();
        return new(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The answer to '{type}' does not hold {count} statuses: {HttpBody.Quote(text)}"),
            mayHaveExecuted: true,
            text.Length > 4096 ? text[..4096] : text);
    }

    /// <summary>Reads text; false for anything else, and for half of a surrogate pair, which JSON can write and .NET cannot read.</summary>
    public static bool TryReadText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static bool TryReadId(JsonElement entry, out long id)
    {
        id = 0;
        return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("oid"u8, out var oid) && oid.ValueKind == JsonValueKind.Number && oid.TryGetInt64(out id);
    }

    public static bool TryReadFilled(JsonElement entry, out decimal size, out decimal price, out long id)
    {
        (size, price) = (0, 0);
        return TryReadId(entry, out id)
            && entry.TryGetProperty("totalSz"u8, out var totalSize) && TryReadDecimal(totalSize, out size)
            && entry.TryGetProperty("avgPx"u8, out var averagePrice) && TryReadDecimal(averagePrice, out price);
    }

    private static bool TryReadDecimal(JsonElement element, out decimal value)
    {
        value = 0;
        return element.ValueKind switch
        {
            JsonValueKind.String => TryReadText(element, out var text) && WireDecimal.TryParse(text, out value),
            JsonValueKind.Number => element.TryGetDecimal(out value),
            _ => false,
        };
    }
}
