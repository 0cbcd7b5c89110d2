using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct AssetPositionReader : IWireReader<AssetPosition>
{
    public static AssetPosition Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A position with its kind");
        string? type = default;
        Position? position = default;
        var hasPosition = false;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("type"u8)) type = WireReader.Is(ref reader, "oneWay"u8) ? "oneWay" : WireReader.Text(ref reader);
            else if (member.SequenceEqual("position"u8)) (hasPosition, position) = (true, WireReader.ModelOrNull<Position, PositionReader>(ref reader));
            else WireReader.Keep(ref others, member, ref reader);
        }

        if (!hasPosition) throw WireReader.Missing("A position with its kind", "position");
        return new AssetPosition
        {
            Type = type,
            Position = position,
            OtherMembers = others,
        };
    }
}
