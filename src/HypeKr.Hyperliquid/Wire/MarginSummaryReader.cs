using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct MarginSummaryReader : IWireReader<MarginSummary>
{
    public static MarginSummary Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A summary of margin");
        decimal? accountValue = default;
        decimal? totalNotional = default;
        decimal? totalRawUsd = default;
        decimal? totalMarginUsed = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("accountValue"u8)) accountValue = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("totalNtlPos"u8)) totalNotional = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("totalRawUsd"u8)) totalRawUsd = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("totalMarginUsed"u8)) totalMarginUsed = WireReader.Decimal(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new MarginSummary
        {
            AccountValue = accountValue,
            TotalNotional = totalNotional,
            TotalRawUsd = totalRawUsd,
            TotalMarginUsed = totalMarginUsed,
            OtherMembers = others,
        };
    }
}
