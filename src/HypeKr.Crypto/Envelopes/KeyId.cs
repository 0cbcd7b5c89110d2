using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace HypeKr.Crypto;

/// <summary>The name of a master key: 16 bytes derived from the key itself, so that one name can never stand for two keys.</summary>
/// <remarks>Not secret: it stands in clear in every envelope. Text is 32 lower-case hex digits. The default value, all zero, names no key.</remarks>
public readonly struct KeyId : IEquatable<KeyId>
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    private readonly UInt128 _value;

    /// <summary>Copies 16 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 16 bytes long.</exception>
    public KeyId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException(FormattableString.Invariant($"{bytes.Length} bytes were given; a key id has 16."), nameof(bytes));
        _value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Copies the 16 bytes into the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 16 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size) throw new ArgumentException("A key id needs 16 bytes of room.", nameof(destination));
        BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
    }

    /// <summary>Reads 32 hex digits of either case, and nothing else.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static KeyId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException(FormattableString.Invariant($"Text of {text.Length} characters is not a key id: it is 32 hex digits."));

    /// <summary>Reads 32 hex digits of either case, and says whether the text was that.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out KeyId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var read = Hex.TryDecode(text, bytes);
        id = read ? new KeyId(bytes) : default;
        return read;
    }

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(KeyId other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is KeyId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Whether both name the same key.</summary>
    public static bool operator ==(KeyId left, KeyId right) => left.Equals(right);

    /// <summary>Whether they name different keys.</summary>
    public static bool operator !=(KeyId left, KeyId right) => !left.Equals(right);
}
