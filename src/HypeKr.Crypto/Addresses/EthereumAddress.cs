using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>A 20-byte Ethereum address.</summary>
/// <remarks>
/// <para>
/// Read from <c>0x</c> and 40 hex digits that are all lower case, all upper case, or cased exactly as EIP-55 says; nothing else,
/// so no <c>0X</c>, no missing prefix, no spaces. The default value is the zero address. Ordered by the value of its bytes.
/// </para>
/// <para>
/// Formats: none or <c>G</c> is EIP-55, <c>x</c> is lower-case hex, <c>F</c> is the <see cref="Fingerprint"/>, the form for logs and errors.
/// In JSON every accepted form is read, and lower-case hex is written.
/// </para>
/// </remarks>
[JsonConverter(typeof(EthereumAddressJsonConverter))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct EthereumAddress : IEquatable<EthereumAddress>, IComparable<EthereumAddress>, ISpanParsable<EthereumAddress>, ISpanFormattable
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 20;

    /// <summary>The length of the text in characters, <c>0x</c> included.</summary>
    internal const int TextLength = 2 + DigitCount;

    private const int DigitCount = Size * 2;
    private const int FingerprintLength = 12;

    // Big-endian, so that comparing the parts in order compares the bytes.
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    /// <summary>Copies 20 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 20 bytes long.</exception>
    public EthereumAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes were given; an address has 20."), nameof(bytes));
        }

        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Whether this is the zero address.</summary>
    public bool IsZero => (_a | _b | _c) == 0;

    /// <summary>The first 12 hex characters of SHA-256 over the lower-case text: what logs and exceptions show.</summary>
    /// <remarks>48 bits to correlate lines by. Not secret: addresses are public and can be enumerated.</remarks>
    public string Fingerprint
    {
        get
        {
            Span<char> text = stackalloc char[FingerprintLength];
            WriteFingerprint(text);
            return new string(text);
        }
    }

    /// <summary>Copies the 20 bytes into the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 20 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size) throw new ArgumentException("An address needs 20 bytes of room.", nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>A new array of the 20 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads one of the accepted forms.</summary>
    /// <exception cref="InvalidAddressException">The text is anything else.</exception>
    public static EthereumAddress Parse(ReadOnlySpan<char> text)
    {
        if (TryParse(text, out var address)) return address;

        Span<byte> bytes = stackalloc byte[Size];
        throw new InvalidAddressException(
            Hex.TryDecodePrefixed(text, bytes)
                ? $"The letters of the address {new EthereumAddress(bytes):F} are not cased as EIP-55 says: a character is mistyped, or the text should be all lower case."
                : string.Create(CultureInfo.InvariantCulture, $"Text of {text.Length} characters is not an address: it is 0x and 40 hex digits."));
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static EthereumAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <summary>Reads one of the accepted forms, and says whether the text was one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EthereumAddress address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Hex.TryDecodePrefixed(text, bytes)) return false;

        var read = new EthereumAddress(bytes);
        if (IsMixedCase(text))
        {
            Span<char> checksummed = stackalloc char[TextLength];
            read.WriteChecksummed(checksummed);
            if (!text.SequenceEqual(checksummed)) return false;
        }

        address = read;
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out EthereumAddress)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out EthereumAddress address) => TryParse(text.AsSpan(), out address);

    /// <inheritdoc/>
    static EthereumAddress IParsable<EthereumAddress>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<EthereumAddress>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EthereumAddress result) => TryParse(s, out result);

    /// <inheritdoc/>
    static EthereumAddress ISpanParsable<EthereumAddress>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool ISpanParsable<EthereumAddress>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out EthereumAddress result) => TryParse(s, out result);

    /// <summary>The address with its EIP-55 checksum. Log <see cref="Fingerprint"/> instead.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[TextLength];
        WriteChecksummed(text);
        return new string(text);
    }

    /// <summary><c>0x</c> and 40 lower-case hex digits.</summary>
    public string ToLowerHex()
    {
        Span<char> text = stackalloc char[TextLength];
        WriteLower(text);
        return new string(text);
    }

    /// <summary>The address as EIP-55 (none or <c>G</c>), lower-case hex (<c>x</c>) or fingerprint (<c>F</c>).</summary>
    /// <exception cref="FormatException"><paramref name="format"/> is none of these.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        Span<char> text = stackalloc char[TextLength];
        TryFormat(text, out var written, format, formatProvider);
        return new string(text[..written]);
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException"><paramref name="format"/> is not empty, <c>G</c>, <c>x</c> or <c>F</c>.</exception>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        charsWritten = 0;
        var needed = format switch
        {
            [] or "G" or "x" => TextLength,
            "F" => FingerprintLength,
            _ => throw new FormatException("An address is formatted with G (EIP-55), x (lower-case hex) or F (fingerprint)."),
        };
        if (destination.Length < needed) return false;

        switch (format)
        {
            case "x": WriteLower(destination); break;
            case "F": WriteFingerprint(destination); break;
            default: WriteChecksummed(destination); break;
        }

        charsWritten = needed;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(EthereumAddress other) => _a == other._a && _b == other._b && _c == other._c;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is EthereumAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c);

    /// <inheritdoc/>
    public int CompareTo(EthereumAddress other) => (_a, _b, _c).CompareTo((other._a, other._b, other._c));

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(EthereumAddress left, EthereumAddress right) => left.Equals(right);

    /// <summary>Whether they are different addresses.</summary>
    public static bool operator !=(EthereumAddress left, EthereumAddress right) => !left.Equals(right);

    /// <summary>Whether the left bytes come before the right ones.</summary>
    public static bool operator <(EthereumAddress left, EthereumAddress right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left bytes come before the right ones, or are the same.</summary>
    public static bool operator <=(EthereumAddress left, EthereumAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left bytes come after the right ones.</summary>
    public static bool operator >(EthereumAddress left, EthereumAddress right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left bytes come after the right ones, or are the same.</summary>
    public static bool operator >=(EthereumAddress left, EthereumAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Writes the lower-case text, <see cref="TextLength"/> characters.</summary>
    internal void WriteLower(Span<char> destination)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        "0x".CopyTo(destination);
        Convert.TryToHexStringLower(bytes, destination[2..], out _);
    }

    private static bool IsMixedCase(ReadOnlySpan<char> text)
    {
        var digits = text[2..];
        return digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
    }

    private void WriteChecksummed(Span<char> destination)
    {
        WriteLower(destination);
        var digits = destination.Slice(2, DigitCount);

        Span<byte> ascii = stackalloc byte[DigitCount];
        Span<byte> hash = stackalloc byte[Keccak256.HashSize];
        for (var i = 0; i < DigitCount; i++) ascii[i] = (byte)digits[i];
        Keccak256.Hash(ascii, hash);

        for (var i = 0; i < DigitCount; i++)
        {
            var nibble = (i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2]) & 0xF;
            if (nibble >= 8) digits[i] = char.ToUpperInvariant(digits[i]);
        }
    }

    private void WriteFingerprint(Span<char> destination)
    {
        Span<char> text = stackalloc char[TextLength];
        Span<byte> ascii = stackalloc byte[TextLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        WriteLower(text);
        for (var i = 0; i < TextLength; i++) ascii[i] = (byte)text[i];
        SHA256.HashData(ascii, hash);
        Convert.TryToHexStringLower(hash[..(FingerprintLength / 2)], destination, out _);
    }
}
