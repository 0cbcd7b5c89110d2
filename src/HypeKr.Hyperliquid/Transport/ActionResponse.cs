using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The venue's answer to an action that it accepted as a whole.</summary>
/// <remarks>Accepted is not executed: single orders of a batch can still be refused in <see cref="Data"/>.</remarks>
public sealed class ActionResponse
{
    private ActionResponse(string? type, JsonElement? data, JsonElement raw) => (Type, Data, Raw) = (type, data, raw);

    /// <summary>The kind of answer, such as <c>default</c>, <c>order</c> or <c>cancel</c>; null where a <see cref="PlacementJournal"/> found by evidence that the action was carried out, and the answer was lost. Wire: <c>response.type</c>.</summary>
    public string? Type { get; }

    /// <summary>What the answer carries; null for <c>default</c>. Wire: <c>response.data</c>.</summary>
    public JsonElement? Data { get; }

    /// <summary>The whole answer. Wire: <c>response</c>.</summary>
    public JsonElement Raw { get; }

    /// <summary>Stands for an answer that was lost, or given to an earlier call: the action is known to have been carried out, and nothing more.</summary>
    internal static ActionResponse ByEvidence()
    {
        using var document = JsonDocument.Parse("{}");
        return new(null, null, document.RootElement.Clone());
    }

    internal static ActionResponse From(JsonElement response)
    {
        var raw = response.Clone();
        return new(
            raw.TryGetProperty("type"u8, out var type) && StatusEntry.TryReadText(type, out var word) ? word : null,
            raw.TryGetProperty("data"u8, out var data) ? data : null,
            raw);
    }
}
