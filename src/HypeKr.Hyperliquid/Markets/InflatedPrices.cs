using System.IO.Compression;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Reads <c>fastAssetCtxs</c>: a string, base64 of a raw deflate stream of JSON.</summary>
internal static class InflatedPrices
{
    /// <summary>Far beyond all coins of the venue.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    public static FeedMessage<IReadOnlyDictionary<string, FastPrices>> Read(ReadOnlyMemory<byte> data)
    {
        var reader = new Utf8JsonReader(data.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"Compressed text was expected, not {reader.TokenType}.");
        using var compressed = new MemoryStream(reader.GetBytesFromBase64());
        using var inflating = new DeflateStream(compressed, CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int count; (count = inflating.Read(chunk)) > 0;)
        {
            if (inflated.Length + count > MaxBytes) throw new InvalidDataException("The message is longer than 16 MiB when it is inflated.");
            inflated.Write(chunk, 0, count);
        }

        var prices = JsonSerializer.Deserialize(inflated.GetBuffer().AsSpan(0, (int)inflated.Length), HyperliquidJsonContext.Default.DictionaryStringFastPrices)
            ?? throw new JsonException("It is null.");
        return new([prices]);
    }
}
