using System.Buffers;
using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>Bytes that grow in a pooled array. To be disposed once; a copy must not be used beside the original.</summary>
internal struct PooledBuffer(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public readonly int Length => _length;

    /// <summary>What has been written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What has been written so far, valid until the buffer grows or is disposed.</summary>
    public readonly ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>Room for a number of bytes, which count as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        var end = _length + count;
        if (end > _bytes.Length) Grow(end);
        var span = _bytes.AsSpan(_length, count);
        _length = end;
        return span;
    }

    /// <summary>Takes back the last bytes of a reservation that turned out too large.</summary>
    public void Shrink(int count) => _length -= count;

    public void Append(byte value)
    {
        if (_length == _bytes.Length) Grow(_length + 1);
        _bytes[_length++] = value;
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
