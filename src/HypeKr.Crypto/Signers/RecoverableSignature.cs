using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>An ECDSA signature over secp256k1 from which the signer's address can be recovered.</summary>
/// <remarks>
/// <para>
/// Always 1 ≤ r &lt; n, 1 ≤ s ≤ n/2 (EIP-2) and recovery id 0 or 1: there is no other way to make one, except the default value, which
/// nothing recovers from. Serialised it is 65 bytes, r ‖ s ‖ v with v 0, 1, 27 or 28, or 64 bytes by EIP-2098.
/// </para>
/// <para>
/// Almost every r and s recover to some address, so a recovered address proves nothing until it is compared: use <see cref="IsFrom"/>.
/// Never use signature bytes to detect replay; use the nonce or the digest.
/// </para>
/// </remarks>
public readonly struct RecoverableSignature : IEquatable<RecoverableSignature>
{
    /// <summary>The size of r ‖ s ‖ v in bytes.</summary>
    public const int Size = 65;

    /// <summary>The size of the EIP-2098 form in bytes.</summary>
    public const int CompactSize = 64;

    private const int ScalarSize = 32;
    private const byte ParityBit = 0x80;

    private readonly Hash32 _r;
    private readonly Hash32 _s;
    private readonly bool _odd;

    internal RecoverableSignature(Hash32 r, Hash32 s, bool odd) => (_r, _s, _odd) = (r, s, odd);

    /// <summary>0 if the nonce point has an even y, 1 if odd.</summary>
    public int RecoveryId => _odd ? 1 : 0;

    /// <summary>27 + <see cref="RecoveryId"/>.</summary>
    public int V => 27 + RecoveryId;

    /// <summary>A signature from its parts: r and s of 32 bytes, big-endian.</summary>
    /// <exception cref="InvalidSignatureException">A length other than 32, a value out of range, a high s, or a recovery id other than 0 and 1.</exception>
    public static RecoverableSignature Create(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, int recoveryId)
    {
        var fault = Fault(r, s, recoveryId);
        return fault is null ? new RecoverableSignature(new Hash32(r), new Hash32(s), recoveryId == 1) : throw new InvalidSignatureException(fault);
    }

    /// <summary>A signature from its parts, and whether they are one. See <see cref="Create"/>.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, int recoveryId, out RecoverableSignature signature)
    {
        var valid = Fault(r, s, recoveryId) is null;
        signature = valid ? new RecoverableSignature(new Hash32(r), new Hash32(s), recoveryId == 1) : default;
        return valid;
    }

    /// <summary>Reads 65 bytes r ‖ s ‖ v with v 0, 1, 27 or 28, or the 64 bytes of EIP-2098. DER and EIP-155 are refused.</summary>
    /// <exception cref="InvalidSignatureException">Another length, another v, a value out of range or a high s.</exception>
    public static RecoverableSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> rs = stackalloc byte[CompactSize];
        var fault = Split(bytes, rs, out var recoveryId) ?? Fault(rs[..ScalarSize], rs[ScalarSize..], recoveryId);
        return fault is null
            ? new RecoverableSignature(new Hash32(rs[..ScalarSize]), new Hash32(rs[ScalarSize..]), recoveryId == 1)
            : throw new InvalidSignatureException(fault);
    }

    /// <summary>Reads the 65-byte or 64-byte form, and says whether the bytes were one. See <see cref="FromBytes"/>.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out RecoverableSignature signature)
    {
        signature = default;
        Span<byte> rs = stackalloc byte[CompactSize];
        return Split(bytes, rs, out var recoveryId) is null && TryCreate(rs[..ScalarSize], rs[ScalarSize..], recoveryId, out signature);
    }

    /// <summary>Copies r, 32 bytes, big-endian.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public void CopyR(Span<byte> destination) => _r.CopyTo(destination);

    /// <summary>Copies s, 32 bytes, big-endian.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public void CopyS(Span<byte> destination) => _s.CopyTo(destination);

    /// <summary>r ‖ s ‖ v with v 27 or 28.</summary>
    public byte[] ToBytes65()
    {
        var bytes = new byte[Size];
        _r.CopyTo(bytes);
        _s.CopyTo(bytes.AsSpan(ScalarSize));
        bytes[^1] = (byte)V;
        return bytes;
    }

    /// <summary>The 64 bytes of EIP-2098: r ‖ s, with the recovery id in the top bit of s.</summary>
    public byte[] ToBytesCompact()
    {
        var bytes = new byte[CompactSize];
        _r.CopyTo(bytes);
        _s.CopyTo(bytes.AsSpan(ScalarSize));
        if (_odd) bytes[ScalarSize] |= ParityBit;
        return bytes;
    }

    /// <summary>The address whose key made this signature over <paramref name="digest"/>. Compare it, or use <see cref="IsFrom"/>.</summary>
    /// <exception cref="InvalidSignatureException">r is not the x of a point on the curve, or the public key would be infinity.</exception>
    public EthereumAddress Recover(Hash32 digest) =>
        TryRecover(digest, out var address)
            ? address
            : throw new InvalidSignatureException("No public key can have made this signature: r is not the x of a point on secp256k1, or the key would be infinity.");

    /// <summary>The address whose key made this signature over <paramref name="digest"/>, and whether there is one.</summary>
    public bool TryRecover(Hash32 digest, out EthereumAddress address) => TryRecover(Secp256k1Backend.Default, digest, out address);

    internal bool TryRecover(Secp256k1Backend backend, Hash32 digest, out EthereumAddress address)
    {
        Span<byte> rs = stackalloc byte[CompactSize];
        _r.CopyTo(rs);
        _s.CopyTo(rs[ScalarSize..]);
        return backend.TryRecover(digest, rs[..ScalarSize], rs[ScalarSize..], _odd, out address);
    }

    /// <summary>Whether the key of <paramref name="expected"/> made this signature over <paramref name="digest"/>. Nothing is from the zero address.</summary>
    public bool IsFrom(EthereumAddress expected, Hash32 digest) => !expected.IsZero && TryRecover(digest, out var address) && address == expected;

    /// <summary><c>0x</c> and the 65-byte form in lower-case hex.</summary>
    public override string ToString() => Hex.EncodePrefixed(ToBytes65());

    /// <inheritdoc/>
    public bool Equals(RecoverableSignature other) => _r == other._r && _s == other._s && _odd == other._odd;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is RecoverableSignature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_r, _s, _odd);

    /// <summary>Whether r, s and recovery id are the same.</summary>
    public static bool operator ==(RecoverableSignature left, RecoverableSignature right) => left.Equals(right);

    /// <summary>Whether r, s or recovery id differ.</summary>
    public static bool operator !=(RecoverableSignature left, RecoverableSignature right) => !left.Equals(right);

    /// <summary>Fills r ‖ s and the recovery id from either serialised form; null, or what is wrong with the bytes.</summary>
    private static string? Split(ReadOnlySpan<byte> bytes, Span<byte> rs, out int recoveryId)
    {
        recoveryId = 0;
        switch (bytes.Length)
        {
            case Size:
                bytes[..CompactSize].CopyTo(rs);
                var v = bytes[^1];
                if (v is not (0 or 1 or 27 or 28))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"The last byte of a 65-byte signature is 0, 1, 27 or 28, not {v}.");
                }

                recoveryId = v % 27;
                return null;

            case CompactSize:
                bytes.CopyTo(rs);
                recoveryId = rs[ScalarSize] >> 7;
                rs[ScalarSize] &= ParityBit - 1;
                return null;

            default:
                return string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes were given; a signature has 65, or 64 by EIP-2098.");
        }
    }

    private static string? Fault(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, int recoveryId) =>
        r.Length != ScalarSize || s.Length != ScalarSize ? "r and s are 32 bytes each."
        : recoveryId is not (0 or 1) ? string.Create(CultureInfo.InvariantCulture, $"The recovery id is 0 or 1, not {recoveryId}.")
        : !Secp256k1.IsScalar(r) ? "r is zero or not below the order of secp256k1."
        : !Secp256k1.IsScalar(s) ? "s is zero or not below the order of secp256k1."
        : !Secp256k1.IsLow(s) ? "s is above half the order of secp256k1; n - s with the other recovery id is the form that Ethereum accepts."
        : null;
}
