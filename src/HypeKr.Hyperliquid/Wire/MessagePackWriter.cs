using System.Buffers.Binary;
using System.Text;

namespace HypeKr.Hyperliquid;

/// <summary>Writes MessagePack into a pooled buffer: the forms that the venue's own encoder picks, and no others.</summary>
/// <remarks>
/// Every header is the shortest there is, and a non-negative integer never takes a signed form. There are no floats, binaries or extensions:
/// fractions are text. Source: https://github.com/msgpack/msgpack/blob/master/spec.md and the venue's reference clients.
/// </remarks>
internal struct MessagePackWriter : IWireWriter, IDisposable
{
    private const int InitialCapacity = 2048;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private PooledBuffer _buffer;

    private MessagePackWriter(PooledBuffer buffer) => _buffer = buffer;

    /// <summary>What has been written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.Written;

    public static MessagePackWriter Rent() => new(new PooledBuffer(InitialCapacity));

    public void Dispose() => _buffer.Dispose();

    public void BeginMap(int count)
    {
        switch (count)
        {
            case <= 15: Byte((byte)(0x80 | count)); break;
            case <= ushort.MaxValue: UInt16(0xde, (ushort)count); break;
            default: UInt32(0xdf, (uint)count); break;
        }
    }

    public readonly void EndMap()
    {
    }

    public void BeginArray(int count)
    {
        switch (count)
        {
            case <= 15: Byte((byte)(0x90 | count)); break;
            case <= ushort.MaxValue: UInt16(0xdc, (ushort)count); break;
            default: UInt32(0xdd, (uint)count); break;
        }
    }

    public readonly void EndArray()
    {
    }

    public void Name(ReadOnlySpan<byte> utf8) => Text(utf8);

    public void Name(ReadOnlySpan<char> name) => Text(name);

    public void Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= 31)
        {
            var room = Reserve(1 + utf8.Length);
            room[0] = (byte)(0xa0 | utf8.Length);
            utf8.CopyTo(room[1..]);
            return;
        }

        TextHeader(utf8.Length);
        Raw(utf8);
    }

    public void Ascii(ReadOnlySpan<byte> text) => Text(text);

    public void Text(ReadOnlySpan<char> text)
    {
        var length = StrictUtf8.GetByteCount(text);
        TextHeader(length);
        StrictUtf8.GetBytes(text, Reserve(length));
    }

    public void Integer(long value)
    {
        if (value >= 0)
        {
            Integer((ulong)value);
            return;
        }

        switch (value)
        {
            case >= -32: Byte(unchecked((byte)value)); break;
            case >= sbyte.MinValue: UInt8(0xd0, unchecked((byte)value)); break;
            case >= short.MinValue: UInt16(0xd1, unchecked((ushort)value)); break;
            case >= int.MinValue: UInt32(0xd2, unchecked((uint)value)); break;
            default: UInt64(0xd3, unchecked((ulong)value)); break;
        }
    }

    public void Integer(ulong value)
    {
        switch (value)
        {
            case <= 127: Byte((byte)value); break;
            case <= byte.MaxValue: UInt8(0xcc, (byte)value); break;
            case <= ushort.MaxValue: UInt16(0xcd, (ushort)value); break;
            case <= uint.MaxValue: UInt32(0xce, (uint)value); break;
            default: UInt64(0xcf, value); break;
        }
    }

    public void Boolean(bool value) => Byte(value ? (byte)0xc3 : (byte)0xc2);

    public void Null() => Byte(0xc0);

    /// <summary>Appends bytes as they are: what the hash takes after the action.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Appends eight bytes, most significant first, without a header.</summary>
    public void RawUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(sizeof(ulong)), value);

    /// <summary>Appends one byte without a header.</summary>
    public void Byte(byte value) => _buffer.Append(value);

    private void TextHeader(int length)
    {
        switch (length)
        {
            case <= 31: Byte((byte)(0xa0 | length)); break;
            case <= byte.MaxValue: UInt8(0xd9, (byte)length); break;
            case <= ushort.MaxValue: UInt16(0xda, (ushort)length); break;
            default: UInt32(0xdb, (uint)length); break;
        }
    }

    private void UInt8(byte header, byte value)
    {
        var span = Reserve(2);
        span[0] = header;
        span[1] = value;
    }

    private void UInt16(byte header, ushort value)
    {
        var span = Reserve(1 + sizeof(ushort));
        span[0] = header;
        BinaryPrimitives.WriteUInt16BigEndian(span[1..], value);
    }

    private void UInt32(byte header, uint value)
    {
        var span = Reserve(1 + sizeof(uint));
        span[0] = header;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], value);
    }

    private void UInt64(byte header, ulong value)
    {
        var span = Reserve(1 + sizeof(ulong));
        span[0] = header;
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], value);
    }

    private Span<byte> Reserve(int count) => _buffer.Reserve(count);
}
