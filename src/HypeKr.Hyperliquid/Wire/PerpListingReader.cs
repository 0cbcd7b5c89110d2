using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpListingReader : IWireReader<PerpListing>
{
    public static PerpListing Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A listing");
        int? sizeDecimals = default;
        string? name = default;
        int? maxLeverage = default;
        int? marginTableId = default;
        bool onlyIsolated = default;
        bool isDelisted = default;
        string? marginMode = default;
        string? growthMode = default;
        string? lastGrowthModeChangeTime = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("szDecimals"u8)) sizeDecimals = WireReader.Int32(ref reader);
            else if (member.SequenceEqual("name"u8)) name = WireReader.Text(ref reader);
            else if (member.SequenceEqual("maxLeverage"u8)) maxLeverage = WireReader.Int32(ref reader);
            else if (member.SequenceEqual("marginTableId"u8)) marginTableId = WireReader.Int32(ref reader);
            else if (member.SequenceEqual("onlyIsolated"u8)) onlyIsolated = WireReader.Flag(ref reader);
            else if (member.SequenceEqual("isDelisted"u8)) isDelisted = WireReader.Flag(ref reader);
            else if (member.SequenceEqual("marginMode"u8)) marginMode = WireReader.Text(ref reader);
            else if (member.SequenceEqual("growthMode"u8)) growthMode = WireReader.Text(ref reader);
            else if (member.SequenceEqual("lastGrowthModeChangeTime"u8)) lastGrowthModeChangeTime = WireReader.Text(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new PerpListing
        {
            SizeDecimals = sizeDecimals,
            Name = name,
            MaxLeverage = maxLeverage,
            MarginTableId = marginTableId,
            OnlyIsolated = onlyIsolated,
            IsDelisted = isDelisted,
            MarginMode = marginMode,
            GrowthMode = growthMode,
            LastGrowthModeChangeTime = lastGrowthModeChangeTime,
            OtherMembers = others,
        };
    }
}
