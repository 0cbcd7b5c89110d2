using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The assets that a request names: coins of reads and subscriptions, numbers of orders.</summary>
internal static class NamedAssets
{
    public static IReadOnlyList<TradedAsset> In(ReadOnlyMemory<byte> body, Venue venue)
    {
        var found = new List<TradedAsset>();
        try
        {
            using var document = JsonDocument.Parse(body);
            Look(document.RootElement, 0);
        }
        catch (JsonException)
        {
            // The request will be refused for it.
        }

        return found;

        void Look(JsonElement element, int depth)
        {
            const int Deepest = 6;
            if (depth > Deepest) return;
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray()) Look(item, depth + 1);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.String && member.NameEquals("coin"u8)) Add(venue.Asset(member.Value.GetString()!));
                    else if (member.Value.ValueKind == JsonValueKind.Number && (member.NameEquals("a"u8) || member.NameEquals("asset"u8)) && member.Value.TryGetUInt64(out var id)) Add(venue.Asset(id));
                    else Look(member.Value, depth + 1);
                }
            }
        }

        void Add(TradedAsset? asset)
        {
            if (asset is TradedSide { IsMirrored: true } side) asset = side.Other;
            if (asset is not null && !found.Contains(asset)) found.Add(asset);
        }
    }
}
