using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a list whose rows stand alone: one that cannot be read keeps its place and what can be read of it, and the others are read as ever.</summary>
/// <remarks>The place matters: the asset id of a perpetual is its position in the list. So does the rest of a row: a strange description must not take a price grid with it.</remarks>
internal abstract class RowsConverter<T> : JsonConverter<IReadOnlyList<T>>
    where T : class
{
    protected abstract JsonTypeInfo<T> Row { get; }

    /// <summary>Whether what is no list at all is passed over, since nothing is traded by it.</summary>
    protected virtual bool IsDecoration => false;

    /// <summary>Reads one row.</summary>
    protected virtual T ReadRow(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, Row)!;

    /// <summary>The row with the members that it could not read, by name; what is no object is called <c>row</c>.</summary>
    protected abstract T Keep(T? row, IEnumerable<KeyValuePair<string, JsonElement>> others);

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (!IsDecoration) throw new JsonException($"A list was expected, not {reader.TokenType}.");
            reader.Skip();
            return [];
        }

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
                rows.Add(ReadByMembers(JsonElement.ParseValue(ref reader)));
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

    /// <summary>Adds members to the ones that a model does not know.</summary>
    protected static Dictionary<string, JsonElement> Join(IDictionary<string, JsonElement>? known, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        var all = known is null ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) : new(known, StringComparer.Ordinal);
        foreach (var (name, value) in others) all[name] = value;
        return all;
    }

    private T ReadByMembers(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object) return Keep(null, [new("row", row)]);
        var readable = new List<string>();
        var others = new List<KeyValuePair<string, JsonElement>>();
        foreach (var member in row.EnumerateObject())
        {
            var text = $"\"{JsonEncodedText.Encode(member.Name)}\":{member.Value.GetRawText()}";
            if (TryReadRow([text]) is not null) readable.Add(text);
            else others.Add(new(member.Name, member.Value));
        }

        return Keep(TryReadRow(readable), others);
    }

    private T? TryReadRow(IEnumerable<string> members)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"));
        reader.Read();
        try
        {
            return ReadRow(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

internal sealed class PerpListingRows : RowsConverter<PerpListing>
{
    protected override JsonTypeInfo<PerpListing> Row => HyperliquidJsonContext.Default.PerpListing;

    protected override PerpListing ReadRow(ref Utf8JsonReader reader) => WireReader.ModelOrNull<PerpListing, PerpListingReader>(ref reader)!;

    protected override PerpListing Keep(PerpListing? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class SpotPairRows : RowsConverter<SpotPair>
{
    protected override JsonTypeInfo<SpotPair> Row => HyperliquidJsonContext.Default.SpotPair;

    protected override SpotPair Keep(SpotPair? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class SpotTokenRows : RowsConverter<SpotToken>
{
    protected override JsonTypeInfo<SpotToken> Row => HyperliquidJsonContext.Default.SpotToken;

    protected override SpotToken Keep(SpotToken? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class OutcomeListingRows : RowsConverter<OutcomeListing>
{
    protected override JsonTypeInfo<OutcomeListing> Row => HyperliquidJsonContext.Default.OutcomeListing;

    protected override OutcomeListing Keep(OutcomeListing? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class OutcomeQuestionRows : RowsConverter<OutcomeQuestion>
{
    protected override JsonTypeInfo<OutcomeQuestion> Row => HyperliquidJsonContext.Default.OutcomeQuestion;

    protected override bool IsDecoration => true;

    protected override OutcomeQuestion Keep(OutcomeQuestion? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class PerpDexRows : RowsConverter<PerpDex>
{
    protected override JsonTypeInfo<PerpDex> Row => HyperliquidJsonContext.Default.PerpDex;

    protected override PerpDex Keep(PerpDex? row, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        row ??= new();
        row.OtherMembers = Join(row.OtherMembers, others);
        return row;
    }
}

internal sealed class MarginTableRows : RowsConverter<MarginTableEntry>
{
    protected override JsonTypeInfo<MarginTableEntry> Row => HyperliquidJsonContext.Default.MarginTableEntry;

    protected override bool IsDecoration => true;

    protected override MarginTableEntry ReadRow(ref Utf8JsonReader reader) => WireReader.ModelOrNull<MarginTableEntry, MarginTableEntryReader>(ref reader)!;

    protected override MarginTableEntry Keep(MarginTableEntry? row, IEnumerable<KeyValuePair<string, JsonElement>> others) => new() { OtherElements = [.. others.Select(other => other.Value)] };
}
