using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HypeKr.Hyperliquid;

/// <summary>Writes the JSON form of an action as UTF-8 into a pooled buffer.</summary>
/// <remarks>Escapes what JSON demands and nothing else (RFC 8259 section 7): quotation marks, backslashes and control characters.</remarks>
internal struct JsonWireWriter : IWireWriter, IDisposable
{
    private const int InitialCapacity = 4096;
    private const int MaxIntegerLength = 20;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private PooledBuffer _buffer;
    private bool _needsComma;

    private JsonWireWriter(PooledBuffer buffer) => _buffer = buffer;

    /// <summary>What has been written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.Written;

    /// <summary>What has been written so far, valid until more is written or the writer is disposed.</summary>
    public readonly ReadOnlyMemory<byte> WrittenMemory => _buffer.WrittenMemory;

    public static JsonWireWriter Rent() => new(new PooledBuffer(InitialCapacity));

    public void Dispose() => _buffer.Dispose();

    public void BeginMap(int count) => Begin((byte)'{');

    public void EndMap() => End((byte)'}');

    public void BeginArray(int count) => Begin((byte)'[');

    public void EndArray() => End((byte)']');

    /// <summary>A name that needs no escape, as the names of the wire.</summary>
    public void Name(ReadOnlySpan<byte> utf8)
    {
        var room = Open(utf8.Length + 3);
        room[0] = (byte)'"';
        utf8.CopyTo(room[1..]);
        room[^2] = (byte)'"';
        room[^1] = (byte)':';
        _needsComma = false;
    }

    public void Name(ReadOnlySpan<char> name)
    {
        Text(name);
        Colon();
    }

    public void Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.ContainsAny(Escaped))
        {
            Separate();
            _buffer.Append((byte)'"');
            Escape(utf8);
            _buffer.Append((byte)'"');
        }
        else
        {
            Ascii(utf8);
        }

        _needsComma = true;
    }

    public void Ascii(ReadOnlySpan<byte> text)
    {
        var room = Open(text.Length + 2);
        room[0] = (byte)'"';
        text.CopyTo(room[1..]);
        room[^1] = (byte)'"';
        _needsComma = true;
    }

    public void Text(ReadOnlySpan<char> text)
    {
        var length = StrictUtf8.GetByteCount(text);
        var buffer = new PooledBuffer(length);
        try
        {
            var utf8 = buffer.Reserve(length);
            StrictUtf8.GetBytes(text, utf8);
            Text(utf8);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    public void Integer(long value)
    {
        Separate();
        var room = _buffer.Reserve(MaxIntegerLength);
        Utf8Formatter.TryFormat(value, room, out var length);
        _buffer.Shrink(MaxIntegerLength - length);
        _needsComma = true;
    }

    public void Integer(ulong value)
    {
        Separate();
        var room = _buffer.Reserve(MaxIntegerLength);
        Utf8Formatter.TryFormat(value, room, out var length);
        _buffer.Shrink(MaxIntegerLength - length);
        _needsComma = true;
    }

    public void Boolean(bool value) => Word(value ? "true"u8 : "false"u8);

    public void Null() => Word("null"u8);

    /// <summary>Room after the comma that may be due.</summary>
    private Span<byte> Open(int count)
    {
        if (!_needsComma) return _buffer.Reserve(count);
        var room = _buffer.Reserve(count + 1);
        room[0] = (byte)',';
        return room[1..];
    }

    private void Begin(byte bracket)
    {
        Separate();
        _buffer.Append(bracket);
        _needsComma = false;
    }

    private void End(byte bracket)
    {
        _buffer.Append(bracket);
        _needsComma = true;
    }

    private void Colon()
    {
        _buffer.Append((byte)':');
        _needsComma = false;
    }

    private void Separate()
    {
        if (_needsComma) _buffer.Append((byte)',');
    }

    private void Word(ReadOnlySpan<byte> word)
    {
        Separate();
        _buffer.Append(word);
        _needsComma = true;
    }

    private void Escape(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in utf8)
        {
            if (!Escaped.Contains(value))
            {
                _buffer.Append(value);
            }
            else if (value >= 0x20)
            {
                _buffer.Append((byte)'\\');
                _buffer.Append(value);
            }
            else
            {
                _buffer.Append("\\u00"u8);
                _buffer.Append((byte)('0' + (value >> 4)));
                _buffer.Append((byte)((value & 0xf) < 10 ? '0' + (value & 0xf) : 'a' + (value & 0xf) - 10));
            }
        }
    }
}
