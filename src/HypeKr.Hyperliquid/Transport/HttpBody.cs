using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace HypeKr.Hyperliquid;

/// <summary>JSON going out and bytes coming in.</summary>
internal static class HttpBody
{
    private const int MaxExcerpt = 4096;

    public static MediaTypeHeaderValue Json { get; } = new("application/json");

    /// <summary>The whole body, decompressed. Not much more than <paramref name="maxBytes"/> is ever held.</summary>
    /// <exception cref="ResponseTooLongException">The body is longer than that.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes) throw new ResponseTooLongException(maxBytes);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (true)
            {
                var count = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
                if (count == 0) return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
                if (buffer.Length + count > maxBytes) throw new ResponseTooLongException(maxBytes);
                buffer.Write(chunk, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>How long the venue or a proxy before it asks to wait; null when it does not.</summary>
    public static TimeSpan? ReadRetryAfter(HttpResponseMessage response, TimeProvider timeProvider) =>
        response.Headers.RetryAfter is not { } header ? null : header.Delta ?? header.Date - timeProvider.GetUtcNow();

    /// <summary>The beginning of a body as text, for exceptions.</summary>
    public static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Length > 4 * MaxExcerpt ? body[..(4 * MaxExcerpt)] : body);
        return Cut(text);
    }

    /// <summary>The beginning of a text, for exceptions.</summary>
    public static string Cut(string text) => text.Length > MaxExcerpt ? text[..MaxExcerpt] : text;

    /// <summary>The beginning of a text on one line, without addresses and with control characters escaped, for messages.</summary>
    public static string Quote(string text, int maxLength = 160)
    {
        var redacted = AddressRedaction.Redact(text).ReplaceLineEndings(" ").Trim();
        return redacted.Length > maxLength ? Quoted.Escape(redacted.AsSpan(0, maxLength)) + "…" : Quoted.Escape(redacted);
    }
}
