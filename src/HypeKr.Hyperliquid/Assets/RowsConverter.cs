using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a list whose rows stand alone: one that cannot be read keeps its place and its members, and the others are read as ever.</summary>
/// <remarks>The place matters: the asset id of a perpetual is its position in the list.</remarks>
internal abstract class RowsConverter<T> : JsonConverter<IReadOnlyList<T>>
    where T : class
{
    protected abstract JsonTypeInfo<T> Row { get; }

    /// <summary>Reads one row.</summary>
    protected virtual T ReadRow(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, Row)!;

    /// <summary>What stands for a row that cannot be read.</summary>
    protected abstract T Unreadable(string? name, Dictionary<string, JsonElement> members);

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"A list was expected, not {reader.TokenType}.");
        var rows = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            try
            {
                rows.Add(ReadRow(ref reader));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Half a surrogate pair is an InvalidOperationException. Broken JSON throws here once more, and is the whole answer's fault.
                reader = start;
                rows.Add(Unreadable(JsonElement.ParseValue(ref reader)));
            }
        }

        return rows;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value) JsonSerializer.Serialize(writer, row, Row);
        writer.WriteEndArray();
    }

    private T Unreadable(JsonElement row)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (row.ValueKind != JsonValueKind.Object)
        {
            members["row"] = row;
            return Unreadable(null, members);
        }

        foreach (var member in row.EnumerateObject()) members[member.Name] = member.Value;
        string? name = null;
        if (members.TryGetValue("name", out var text) && StatusEntry.TryReadText(text, out name)) members.Remove("name");
        return Unreadable(name, members);
    }
}

internal sealed class PerpListingRows : RowsConverter<PerpListing>
{
    protected override JsonTypeInfo<PerpListing> Row => HyperliquidJsonContext.Default.PerpListing;

    protected override PerpListing ReadRow(ref Utf8JsonReader reader) => WireReader.ModelOrNull<PerpListing, PerpListingReader>(ref reader)!;

    protected override PerpListing Unreadable(string? name, Dictionary<string, JsonElement> members) => new() { Name = name, OtherMembers = members };
}

internal sealed class SpotPairRows : RowsConverter<SpotPair>
{
    protected override JsonTypeInfo<SpotPair> Row => HyperliquidJsonContext.Default.SpotPair;

    protected override SpotPair Unreadable(string? name, Dictionary<string, JsonElement> members) => new() { Name = name, OtherMembers = members };
}

internal sealed class SpotTokenRows : RowsConverter<SpotToken>
{
    protected override JsonTypeInfo<SpotToken> Row => HyperliquidJsonContext.Default.SpotToken;

    protected override SpotToken Unreadable(string? name, Dictionary<string, JsonElement> members) => new() { Name = name, OtherMembers = members };
}

internal sealed class OutcomeListingRows : RowsConverter<OutcomeListing>
{
    protected override JsonTypeInfo<OutcomeListing> Row => HyperliquidJsonContext.Default.OutcomeListing;

    protected override OutcomeListing Unreadable(string? name, Dictionary<string, JsonElement> members) => new() { Name = name, OtherMembers = members };
}
