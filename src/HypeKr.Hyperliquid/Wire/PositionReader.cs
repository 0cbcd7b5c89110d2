using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PositionReader : IWireReader<Position>
{
    public static Position Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A position");
        string? coin = default;
        decimal? signedSize = default;
        Leverage? leverage = default;
        decimal? entryPrice = default;
        decimal? positionValue = default;
        decimal? unrealizedPnl = default;
        decimal? returnOnEquity = default;
        decimal? liquidationPrice = default;
        decimal? marginUsed = default;
        int? maxLeverage = default;
        CumulativeFunding? cumulativeFunding = default;
        var hasCoin = false;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("coin"u8)) (hasCoin, coin) = (true, WireReader.Text(ref reader));
            else if (member.SequenceEqual("szi"u8)) signedSize = DecimalJsonConverter.Read(ref reader);
            else if (member.SequenceEqual("leverage"u8)) leverage = WireReader.ModelOrNull<Leverage, LeverageReader>(ref reader);
            else if (member.SequenceEqual("entryPx"u8)) entryPrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("positionValue"u8)) positionValue = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("unrealizedPnl"u8)) unrealizedPnl = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("returnOnEquity"u8)) returnOnEquity = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("liquidationPx"u8)) liquidationPrice = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("marginUsed"u8)) marginUsed = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("maxLeverage"u8)) maxLeverage = WireReader.Int32(ref reader);
            else if (member.SequenceEqual("cumFunding"u8)) cumulativeFunding = WireReader.ModelOrNull<CumulativeFunding, CumulativeFundingReader>(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        if (!hasCoin) throw WireReader.Missing("A position", "coin");
        return new Position
        {
            Coin = coin!,
            SignedSize = signedSize ?? throw WireReader.Missing("A position", "szi"),
            Leverage = leverage,
            EntryPrice = entryPrice,
            PositionValue = positionValue,
            UnrealizedPnl = unrealizedPnl,
            ReturnOnEquity = returnOnEquity,
            LiquidationPrice = liquidationPrice,
            MarginUsed = marginUsed,
            MaxLeverage = maxLeverage,
            CumulativeFunding = cumulativeFunding,
            OtherMembers = others,
        };
    }
}
