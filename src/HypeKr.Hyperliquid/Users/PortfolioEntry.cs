using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Value and profit over one span. Wire: a pair of <c>portfolio</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<PortfolioEntry>))]
public sealed class PortfolioEntry : IWireTuple<PortfolioEntry>
{
    /// <summary>The span: <c>day</c>, <c>week</c>, <c>month</c>, <c>allTime</c>, or one of them with <c>perp</c> before it, as <c>perpDay</c>.</summary>
    public string? Span { get; init; }

    /// <summary>The values.</summary>
    public PortfolioHistory? History { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static PortfolioEntry IWireTuple<PortfolioEntry>.Read(ref WireTupleReader reader) => new()
    {
        Span = reader.Text(),
        History = reader.Model<PortfolioHistory>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<PortfolioEntry>.Write(WireTupleWriter writer)
    {
        writer.Text(Span);
        writer.Model(History);
    }
}
