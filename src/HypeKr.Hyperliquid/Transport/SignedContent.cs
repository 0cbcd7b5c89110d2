using System.Net;

namespace HypeKr.Hyperliquid;

/// <summary>The signed bytes of one action. Knows whether they began to leave, and leaves once only.</summary>
internal sealed class SignedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _reads;

    public SignedContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = HttpBody.Json;
    }

    /// <summary>Whether anything read the bytes in order to write them somewhere.</summary>
    public bool Started => Volatile.Read(ref _reads) > 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A second read would be a repetition below us, whoever asked for it.
        if (Interlocked.Increment(ref _reads) > 1) throw new InvalidOperationException("A signed action is sent once. What reads it again would send it again.");
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
