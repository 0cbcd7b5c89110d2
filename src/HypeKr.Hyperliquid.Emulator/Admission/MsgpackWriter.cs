using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The part of MessagePack that the emulated actions need, in the shortest forms, as the venue hashes them.</summary>
internal sealed class MsgpackWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Clear() => _buffer.ResetWrittenCount();

    public MsgpackWriter Map(int members)
    {
        Header(members, 0x80, 0xde);
        return this;
    }

    public MsgpackWriter Array(int items)
    {
        Header(items, 0x90, 0xdc);
        return this;
    }

    public MsgpackWriter Text(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        switch (size)
        {
            case < 32:
                Byte((byte)(0xa0 | size));
                break;
            case <= byte.MaxValue:
                Byte(0xd9);
                Byte((byte)size);
                break;
            case <= ushort.MaxValue:
                Byte(0xda);
                UInt16((ushort)size);
                break;
            default:
                Byte(0xdb);
                UInt32((uint)size);
                break;
        }

        Encoding.UTF8.GetBytes(value, _buffer);
        return this;
    }

    public MsgpackWriter Unsigned(ulong value)
    {
        switch (value)
        {
            case < 0x80:
                Byte((byte)value);
                break;
            case <= byte.MaxValue:
                Byte(0xcc);
                Byte((byte)value);
                break;
            case <= ushort.MaxValue:
                Byte(0xcd);
                UInt16((ushort)value);
                break;
            case <= uint.MaxValue:
                Byte(0xce);
                UInt32((uint)value);
                break;
            default:
                Byte(0xcf);
                BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(8), value);
                _buffer.Advance(8);
                break;
        }

        return this;
    }

    public MsgpackWriter Bool(bool value)
    {
        Byte(value ? (byte)0xc3 : (byte)0xc2);
        return this;
    }

    public MsgpackWriter Nil()
    {
        Byte(0xc0);
        return this;
    }

    /// <summary>A negative number in its shortest form, any other as <see cref="Unsigned"/>.</summary>
    public MsgpackWriter Signed(long value)
    {
        switch (value)
        {
            case >= 0:
                return Unsigned((ulong)value);
            case >= -32:
                Byte(unchecked((byte)value));
                break;
            case >= sbyte.MinValue:
                Byte(0xd0);
                Byte(unchecked((byte)value));
                break;
            case >= short.MinValue:
                Byte(0xd1);
                UInt16(unchecked((ushort)value));
                break;
            case >= int.MinValue:
                Byte(0xd2);
                UInt32(unchecked((uint)value));
                break;
            default:
                Byte(0xd3);
                BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value);
                _buffer.Advance(8);
                break;
        }

        return this;
    }

    /// <summary>Bytes as they are, such as what is hashed after what is packed.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    private void Header(int count, byte small, byte large)
    {
        if (count < 16)
        {
            Byte((byte)(small | count));
        }
        else if (count <= ushort.MaxValue)
        {
            Byte(large);
            UInt16((ushort)count);
        }
        else
        {
            Byte((byte)(large + 1));
            UInt32((uint)count);
        }
    }

    private void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
    }

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }
}
