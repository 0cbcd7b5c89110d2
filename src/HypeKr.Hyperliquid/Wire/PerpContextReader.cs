using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpContextReader : IWireReader<PerpContext>
{
    public static PerpContext Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "The figures of a market");
        decimal? funding = default;
        decimal? openInterest = default;
        decimal? previousDayPrice = default;
        decimal? dayNotionalVolume = default;
        decimal? premium = default;
        decimal? oraclePrice = default;
        decimal? markPrice = default;
        decimal? midPrice = default;
        ImpactPrices? impactPrices = default;
        decimal? dayBaseVolume = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("funding"u8)) funding = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("openInterest"u8)) openInterest = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("prevDayPx"u8)) previousDayPrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("dayNtlVlm"u8)) dayNotionalVolume = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("premium"u8)) premium = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("oraclePx"u8)) oraclePrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("markPx"u8)) markPrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("midPx"u8)) midPrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("impactPxs"u8)) impactPrices = WireReader.ModelOrNull<ImpactPrices, ImpactPricesReader>(ref reader);
            else if (member.SequenceEqual("dayBaseVlm"u8)) dayBaseVolume = WireReader.Decimal(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new PerpContext
        {
            Funding = funding,
            OpenInterest = openInterest,
            PreviousDayPrice = previousDayPrice,
            DayNotionalVolume = dayNotionalVolume,
            Premium = premium,
            OraclePrice = oraclePrice,
            MarkPrice = markPrice,
            MidPrice = midPrice,
            ImpactPrices = impactPrices,
            DayBaseVolume = dayBaseVolume,
            OtherMembers = others,
        };
    }
}
