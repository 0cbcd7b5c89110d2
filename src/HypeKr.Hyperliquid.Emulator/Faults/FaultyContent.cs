using System.Net;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A body that comes in pieces, or breaks off.</summary>
internal sealed class FaultyContent(HyperliquidEmulator emulator, ReadOnlyMemory<byte> body, ReplyDelivery delivery) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var source = new FaultyStream(emulator, body, delivery);
        await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new FaultyStream(emulator, body, delivery));

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private sealed class FaultyStream(HyperliquidEmulator emulator, ReadOnlyMemory<byte> body, ReplyDelivery delivery) : Stream
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

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var end = delivery.CutAfter ?? body.Length;
            if (_position >= end)
            {
                return delivery.CutAfter is null
                    ? 0
                    : throw new HttpIOException(HttpRequestError.ResponseEnded, "The connection was closed before the answer was whole.");
            }

            if (delivery.PieceBytes > 0 && _position > 0) await emulator.DelayAsync(delivery.Pause, cancellationToken).ConfigureAwait(false);
            var count = Math.Min(Math.Min(buffer.Length, end - _position), delivery.PieceBytes > 0 ? delivery.PieceBytes : int.MaxValue);
            body.Slice(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
