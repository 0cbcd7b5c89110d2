using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a model by hand, where the way through generated metadata takes several times as long: books, trades, positions, the figures of markets.</summary>
internal interface IWireReader<T>
{
    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    /// <exception cref="JsonException">It is something else, or lacks a member that is needed.</exception>
    static abstract T Read(ref Utf8JsonReader reader);
}
