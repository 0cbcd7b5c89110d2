using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct CumulativeFundingReader : IWireReader<CumulativeFunding>
{
    public static CumulativeFunding Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "Funding of a position");
        decimal? allTime = default;
        decimal? sinceOpen = default;
        decimal? sinceChange = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("allTime"u8)) allTime = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("sinceOpen"u8)) sinceOpen = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("sinceChange"u8)) sinceChange = WireReader.Decimal(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new CumulativeFunding
        {
            AllTime = allTime,
            SinceOpen = sinceOpen,
            SinceChange = sinceChange,
            OtherMembers = others,
        };
    }
}
