using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct MarginTierReader : IWireReader<MarginTier>
{
    public static MarginTier Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A tier of margin");
        decimal? lowerBound = default;
        int? maxLeverage = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("lowerBound"u8)) lowerBound = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("maxLeverage"u8)) maxLeverage = WireReader.Int32(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new MarginTier
        {
            LowerBound = lowerBound,
            MaxLeverage = maxLeverage,
            OtherMembers = others,
        };
    }
}
