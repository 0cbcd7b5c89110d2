using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>Reads the canonical JSON of a bundle: members in their one order and no spaces, so that reading is comparing. Anything else is refused with its place.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> utf8)
{
    // Powers of ten that a double holds exactly: a number of at most 2^53 divided by one of these is rounded once, hence correctly.
    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _at = 0;

    public readonly int Position => _at;

    public readonly bool IsAtEnd => _at == _utf8.Length;

    /// <summary>The bytes from a place up to here.</summary>
    public readonly ReadOnlySpan<byte> From(int start) => _utf8[start.._at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(ReadOnlySpan<byte> text)
    {
        if (!TryTake(text)) throw Unexpected(Encoding.UTF8.GetString(text));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(ReadOnlySpan<byte> text)
    {
        if (!_utf8[_at..].StartsWith(text)) return false;
        _at += text.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte character)
    {
        if ((uint)_at >= (uint)_utf8.Length || _utf8[_at] != character) return false;
        _at++;
        return true;
    }

    public string Text()
    {
        Expect("\""u8);
        var start = _at;
        var escaped = false;
        for (; _at < _utf8.Length && _utf8[_at] != (byte)'"'; _at++)
        {
            if (_utf8[_at] < 0x20) throw Unexpected("a text");
            if (_utf8[_at] != (byte)'\\') continue;
            escaped = true;
            _at++;
        }

        if (_at >= _utf8.Length) throw Unexpected("the end of a text");
        _at++;
        try
        {
            if (!escaped) return Utf8.GetString(_utf8[start..(_at - 1)]);
            var reader = new Utf8JsonReader(_utf8[(start - 1).._at]);
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"At byte {start} there is no text: {e.Message}"), e);
        }
    }

    public bool Flag()
    {
        if (TryTake("true"u8)) return true;
        Expect("false"u8);
        return false;
    }

    public long Integer()
    {
        var start = _at;
        var negative = TryTake((byte)'-');
        var value = 0L;
        var digits = 0;
        unchecked
        {
            for (; _at < _utf8.Length && char.IsAsciiDigit((char)_utf8[_at]) && digits < 18; _at++, digits++) value = (value * 10) + (_utf8[_at] - '0');
        }

        if (_at < _utf8.Length && char.IsAsciiDigit((char)_utf8[_at]))
        {
            // 19 digits may still be a number; the slow way knows.
            _at = start;
            if (!Utf8Parser.TryParse(_utf8[_at..], out value, out int used)) throw Unexpected("a whole number of 64 bits");
            _at += used;
            return value;
        }

        if (digits == 0)
        {
            _at = start;
            throw Unexpected("a whole number");
        }

        return negative ? -value : value;
    }

    public double Number()
    {
        // In locals, which the processor keeps at hand.
        var text = _utf8[_at..];
        var at = 0;
        var negative = !text.IsEmpty && text[0] == (byte)'-';
        if (negative) at++;
        var mantissa = 0L;
        var (digits, point) = (0, -1);
        unchecked
        {
            for (; at < text.Length; at++)
            {
                var digit = text[at] - '0';
                if ((uint)digit <= 9)
                {
                    mantissa = (mantissa * 10) + digit;
                    digits++;
                }
                else if (text[at] == (byte)'.' && point < 0 && digits > 0)
                {
                    point = digits;
                }
                else
                {
                    break;
                }
            }

            var fraction = point < 0 ? 0 : digits - point;
            var more = at < text.Length && text[at] is (byte)'e' or (byte)'E';
            if (!more && digits is > 0 and <= 18 && mantissa <= 1L << 53 && (point < 0 || fraction > 0))
            {
                _at += at;
                var value = mantissa / Powers[fraction];
                return negative ? -value : value;
            }
        }

        if (!Utf8Parser.TryParse(text, out double parsed, out var length) || !double.IsFinite(parsed)) throw Unexpected("a finite number");
        _at += length;
        return parsed;
    }

    public double? OptionalNumber() => TryTake("null"u8) ? null : Number();

    public string? OptionalText() => TryTake("null"u8) ? null : Text();

    public readonly BundleFormatException Unexpected(string expected)
    {
        var rest = _utf8[Math.Min(_at, _utf8.Length)..];
        var found = rest.IsEmpty ? "the end" : Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, 40)]);
        return new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"At byte {_at} of the bundle there should be {expected}, and there is {found}"));
    }
}
