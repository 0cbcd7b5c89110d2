using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct LeverageReader : IWireReader<Leverage>
{
    public static Leverage Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "Leverage");
        MarginMode? mode = default;
        int? value = default;
        decimal? rawUsd = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("type"u8)) mode = Mode(ref reader);
            else if (member.SequenceEqual("value"u8)) value = WireReader.Int32(ref reader);
            else if (member.SequenceEqual("rawUsd"u8)) rawUsd = WireReader.Decimal(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new Leverage
        {
            Mode = mode,
            Value = value,
            RawUsd = rawUsd,
            OtherMembers = others,
        };
    }

    private static MarginMode? Mode(ref Utf8JsonReader reader) =>
        WireReader.Is(ref reader, "cross"u8) ? MarginMode.Cross
        : WireReader.Is(ref reader, "isolated"u8) ? MarginMode.Isolated
        : WireReader.Text(ref reader) is { } word ? new MarginMode(word)
        : null;
}
