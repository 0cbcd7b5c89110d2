using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>The bytes of an HKE1 envelope: a secret under a key of the inner master, and that under a key of the outer master.</summary>
/// <remarks>
/// <code>
///  0   4  "HKE1"       4  1 suite 0x01 (HKDF-SHA256, AES-256-GCM, tag of 16)     5  1 kind
///  6  16  inner key id      22  16  outer key id      38  12  outer nonce
/// 50   n  AES-GCM(outer key, outer nonce, inner, AAD = bytes[0..50) || lp(user) || lp(address)), then the tag of 16
/// inner = nonce of 12 || AES-GCM(inner key, nonce, secret, AAD = "HKE1/inner" || suite || kind || inner key id || lp(user) || lp(address)) || tag of 16
/// layer key = HKDF(master, salt "hypekr/envelope/v1", info = "inner" or "outer" || lp(user), 32)      lp(x) = length as 4 bytes big-endian || x
/// </code>
/// </remarks>
internal static class Hke1
{
    public const byte Suite = 1;
    public const int InnerKeyIdOffset = 6;
    public const int OuterKeyIdOffset = 22;
    public const int NonceSize = 12;
    public const int HeaderSize = 50;

    /// <summary>The longest secret that is sealed, in bytes.</summary>
    public const int MaxSecretSize = 64 * 1024;

    /// <summary>The longest user name, in bytes of UTF-8.</summary>
    public const int MaxUserSize = 512;

    private const int OuterNonceOffset = 38;
    private const int TagSize = 16;
    private const int LayerKeySize = 32;
    private const int InnerOverhead = NonceSize + TagSize;
    private const int StackLimit = 512;

    /// <summary>What an envelope is longer by than its secret.</summary>
    public const int Overhead = HeaderSize + InnerOverhead + TagSize;

    public static ReadOnlySpan<byte> Magic => "HKE1"u8;

    private static ReadOnlySpan<byte> InnerLabel => "inner"u8;

    private static ReadOnlySpan<byte> OuterLabel => "outer"u8;

    public static byte[] Seal(
        MasterKey inner,
        MasterKey outer,
        EnvelopeKind kind,
        ReadOnlySpan<byte> user,
        ReadOnlySpan<byte> address,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> innerNonce,
        ReadOnlySpan<byte> outerNonce)
    {
        var size = InnerOverhead + secret.Length;
        byte[]? large = null;
        var layer = size <= StackLimit ? stackalloc byte[StackLimit] : large = new byte[size];
        layer = layer[..size];

        Span<byte> key = stackalloc byte[LayerKeySize];
        Span<byte> id = stackalloc byte[KeyId.Size];
        Span<byte> associated = stackalloc byte[AssociatedSize(user, address)];
        try
        {
            inner.Id.CopyTo(id);
            innerNonce.CopyTo(layer);
            Derive(inner, InnerLabel, user, key);
            using (var gcm = new AesGcm(key, TagSize))
            {
                gcm.Encrypt(innerNonce, secret, layer.Slice(NonceSize, secret.Length), layer[^TagSize..], InnerAssociated(associated, kind, id, user, address));
            }

            return SealOuter(outer, kind, id, user, address, layer, outerNonce);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Encrypts the inner layer, as it is, under the outer master.</summary>
    public static byte[] SealOuter(
        MasterKey outer, EnvelopeKind kind, ReadOnlySpan<byte> innerKeyId, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address, ReadOnlySpan<byte> inner, ReadOnlySpan<byte> nonce)
    {
        var envelope = new byte[HeaderSize + inner.Length + TagSize];
        Magic.CopyTo(envelope);
        envelope[4] = Suite;
        envelope[5] = (byte)kind;
        innerKeyId.CopyTo(envelope.AsSpan(InnerKeyIdOffset));
        outer.Id.CopyTo(envelope.AsSpan(OuterKeyIdOffset));
        nonce.CopyTo(envelope.AsSpan(OuterNonceOffset));

        Span<byte> key = stackalloc byte[LayerKeySize];
        Span<byte> associated = stackalloc byte[AssociatedSize(user, address)];
        try
        {
            Derive(outer, OuterLabel, user, key);
            using var gcm = new AesGcm(key, TagSize);
            gcm.Encrypt(
                nonce,
                inner,
                envelope.AsSpan(HeaderSize, inner.Length),
                envelope.AsSpan(HeaderSize + inner.Length),
                OuterAssociated(associated, envelope.AsSpan(0, HeaderSize), user, address));
            return envelope;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The size of the inner layer of an envelope whose header was read.</summary>
    public static int InnerSize(ReadOnlySpan<byte> envelope) => envelope.Length - HeaderSize - TagSize;

    /// <summary>Opens the outer layer into <paramref name="inner"/>, of exactly <see cref="InnerSize"/> bytes.</summary>
    /// <returns>False when the envelope, user or address is not what was sealed.</returns>
    public static bool TryOpenOuter(MasterKey outer, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address, Span<byte> inner)
    {
        Span<byte> key = stackalloc byte[LayerKeySize];
        Span<byte> associated = stackalloc byte[AssociatedSize(user, address)];
        try
        {
            Derive(outer, OuterLabel, user, key);
            using var gcm = new AesGcm(key, TagSize);
            gcm.Decrypt(
                envelope.Slice(OuterNonceOffset, NonceSize),
                envelope[HeaderSize..^TagSize],
                envelope[^TagSize..],
                inner,
                OuterAssociated(associated, envelope[..HeaderSize], user, address));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens the inner layer into <paramref name="secret"/>, which is shorter by nonce and tag.</summary>
    /// <returns>False when the layer, user or address is not what was sealed.</returns>
    public static bool TryOpenInner(MasterKey inner, EnvelopeKind kind, ReadOnlySpan<byte> layer, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address, Span<byte> secret)
    {
        Span<byte> key = stackalloc byte[LayerKeySize];
        Span<byte> id = stackalloc byte[KeyId.Size];
        Span<byte> associated = stackalloc byte[AssociatedSize(user, address)];
        try
        {
            inner.Id.CopyTo(id);
            Derive(inner, InnerLabel, user, key);
            using var gcm = new AesGcm(key, TagSize);
            gcm.Decrypt(layer[..NonceSize], layer[NonceSize..^TagSize], layer[^TagSize..], secret, InnerAssociated(associated, kind, id, user, address));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The length of the secret in an inner layer.</summary>
    public static int SecretSize(int innerSize) => innerSize - InnerOverhead;

    // Room for the larger of the two prefixes, which is the header.
    private static int AssociatedSize(ReadOnlySpan<byte> user, ReadOnlySpan<byte> address) => HeaderSize + sizeof(int) + user.Length + sizeof(int) + address.Length;

    private static void Derive(MasterKey master, ReadOnlySpan<byte> label, ReadOnlySpan<byte> user, Span<byte> key)
    {
        Span<byte> info = stackalloc byte[label.Length + sizeof(int) + user.Length];
        label.CopyTo(info);
        var length = label.Length;
        Append(info, ref length, user);
        master.DeriveKey(info, key);
    }

    private static ReadOnlySpan<byte> InnerAssociated(Span<byte> buffer, EnvelopeKind kind, ReadOnlySpan<byte> innerKeyId, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address)
    {
        var label = "HKE1/inner"u8;
        label.CopyTo(buffer);
        buffer[label.Length] = Suite;
        buffer[label.Length + 1] = (byte)kind;
        innerKeyId.CopyTo(buffer[(label.Length + 2)..]);
        return Associated(buffer, label.Length + 2 + KeyId.Size, user, address);
    }

    private static ReadOnlySpan<byte> OuterAssociated(Span<byte> buffer, ReadOnlySpan<byte> header, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address)
    {
        header.CopyTo(buffer);
        return Associated(buffer, HeaderSize, user, address);
    }

    private static ReadOnlySpan<byte> Associated(Span<byte> buffer, int length, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address)
    {
        Append(buffer, ref length, user);
        Append(buffer, ref length, address);
        return buffer[..length];
    }

    private static void Append(Span<byte> buffer, ref int length, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer[length..], value.Length);
        value.CopyTo(buffer[(length + sizeof(int))..]);
        length += sizeof(int) + value.Length;
    }
}
