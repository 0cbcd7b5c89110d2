using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A keyword of a template. Wire: a pair <c>[keyword, hint]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<OutcomeKeyword>))]
public sealed class OutcomeKeyword : IWireTuple<OutcomeKeyword>
{
    /// <summary>The keyword.</summary>
    public string? Keyword { get; init; }

    /// <summary>What fills it: <c>dateTime</c>, <c>date</c>, <c>string</c>, <c>hlPerp</c> or another word.</summary>
    public string? Hint { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static OutcomeKeyword IWireTuple<OutcomeKeyword>.Read(ref WireTupleReader reader) => new()
    {
        Keyword = reader.Text(),
        Hint = reader.Text(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<OutcomeKeyword>.Write(WireTupleWriter writer)
    {
        writer.Text(Keyword);
        writer.Text(Hint);
    }
}
