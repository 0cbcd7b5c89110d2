using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct MarginTableReader : IWireReader<MarginTable>
{
    public static MarginTable Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A table of margin");
        string? description = default;
        MarginTier[]? tiers = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("description"u8)) description = WireReader.Text(ref reader);
            else if (member.SequenceEqual("marginTiers"u8)) tiers = WireReader.ListOrNull<MarginTier, MarginTierReader>(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new MarginTable
        {
            Description = description,
            Tiers = tiers!,
            OtherMembers = others,
        };
    }
}
