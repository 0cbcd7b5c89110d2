using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpStateReader : IWireReader<PerpState>
{
    public static PerpState Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "The state of an account");
        MarginSummary? marginSummary = default;
        MarginSummary? crossMarginSummary = default;
        decimal? crossMaintenanceMarginUsed = default;
        decimal? withdrawable = default;
        AssetPosition[]? assetPositions = default;
        DateTimeOffset? time = default;
        var hasAssetPositions = false;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("marginSummary"u8)) marginSummary = WireReader.ModelOrNull<MarginSummary, MarginSummaryReader>(ref reader);
            else if (member.SequenceEqual("crossMarginSummary"u8)) crossMarginSummary = WireReader.ModelOrNull<MarginSummary, MarginSummaryReader>(ref reader);
            else if (member.SequenceEqual("crossMaintenanceMarginUsed"u8)) crossMaintenanceMarginUsed = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("withdrawable"u8)) withdrawable = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("assetPositions"u8)) (hasAssetPositions, assetPositions) = (true, WireReader.ListOrNull<AssetPosition, AssetPositionReader>(ref reader));
            else if (member.SequenceEqual("time"u8)) time = WireReader.Time(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        if (!hasAssetPositions) throw WireReader.Missing("The state of an account", "assetPositions");
        return new PerpState
        {
            MarginSummary = marginSummary,
            CrossMarginSummary = crossMarginSummary,
            CrossMaintenanceMarginUsed = crossMaintenanceMarginUsed,
            Withdrawable = withdrawable,
            AssetPositions = assetPositions,
            Time = time,
            OtherMembers = others,
        };
    }
}
