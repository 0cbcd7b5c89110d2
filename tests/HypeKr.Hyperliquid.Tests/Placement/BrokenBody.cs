using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The body of an answer that breaks off after some bytes, or that white space makes longer than it is.</summary>
internal sealed class BrokenBody(byte[] bytes, int padding, bool breaks) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>An answer of which these bytes arrive.</summary>
    /// <param name="bytes">What arrives.</param>
    /// <param name="announced">The length that its head gives; null when it gives none.</param>
    /// <param name="breaks">Whether the connection dies then; else the answer ends as if it were whole.</param>
    public static HttpResponseMessage Answer(byte[] bytes, int? announced = null, bool breaks = false) => Create(new(bytes, 0, breaks), announced);

    /// <summary>An answer that is as long as asked.</summary>
    public static HttpResponseMessage Oversized(string text, int length, bool announces) =>
        Create(new(Encoding.UTF8.GetBytes(text), length - Encoding.UTF8.GetByteCount(text), breaks: false), announces ? length : null);

    private static HttpResponseMessage Create(BrokenBody body, int? announced)
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentLength = announced;
        return new HttpResponseMessage { Content = content };
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= bytes.Length + padding) return breaks ? throw new HttpIOException(HttpRequestError.ResponseEnded, "connection reset by peer") : 0;
        var count = Math.Min(buffer.Length, _position < bytes.Length ? bytes.Length - _position : bytes.Length + padding - _position);
        if (_position < bytes.Length) bytes.AsSpan(_position, count).CopyTo(buffer);
        else buffer[..count].Fill((byte)' ');
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
