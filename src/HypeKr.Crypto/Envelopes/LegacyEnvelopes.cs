using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Reads wallets of the old scheme, <c>Fernet(master, Fernet(userKey, private key))</c>, to write them back as HKE1.</summary>
/// <remarks>
/// The old scheme binds a row to the user through the derived key, but to no address, and derives both layers from one master. So the
/// address on record is compared here, and nothing is ever written in the old form. Safe to use from many threads.
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<LegacyEnvelopes>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LegacyEnvelopes : IDisposable
{
    private readonly SecretBytes _master;
    private readonly Fernet _outer;
    private readonly LegacyKeyDerivation _derivation;

    /// <summary>A reader for one old master.</summary>
    /// <param name="master">The master as it was configured: a Fernet key of 44 characters. Clear it afterwards.</param>
    /// <param name="derivation">How user keys were made.</param>
    /// <exception cref="InvalidFernetKeyException"><paramref name="master"/> is not a Fernet key.</exception>
    public LegacyEnvelopes(ReadOnlySpan<char> master, LegacyKeyDerivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        var key = FernetKey.Parse(master);
        _outer = new Fernet(key);
        _derivation = derivation;

        Span<byte> bytes = stackalloc byte[FernetKey.TextLength];
        try
        {
            if (derivation.MasterForm == LegacyMasterForm.Text)
            {
                Encoding.ASCII.GetBytes(master, bytes);
            }
            else
            {
                key.CopyTo(bytes);
                bytes = bytes[..FernetKey.Size];
            }

            _master = new SecretBytes(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens the wallet of a user, and checks that it is the key of that address.</summary>
    /// <param name="user">The user's name as the old scheme wrote it into the derivation.</param>
    /// <param name="address">The address on record.</param>
    /// <param name="envelope">The outer token.</param>
    /// <returns>The key; dispose it.</returns>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    public Secp256k1PrivateKey Open(string user, EthereumAddress address, ReadOnlySpan<char> envelope)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        var secret = Array.Empty<byte>();
        try
        {
            var inner = Encoding.ASCII.GetString(_outer.Decrypt(envelope));
            using var fernet = new Fernet(UserKey(user));
            secret = fernet.Decrypt(inner);
            var key = ReadKey(secret);
            if (key.Address == address) return key;
            key.Dispose();
            throw new EnvelopeException();
        }
        catch (Exception e) when (e is FernetException or InvalidPrivateKeyException)
        {
            throw new EnvelopeException();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Opens the wallet of a user and seals it anew.</summary>
    /// <param name="ring">The masters to seal with.</param>
    /// <param name="legacyUser">The user's name as the old scheme wrote it.</param>
    /// <param name="user">The user's name in the new envelope.</param>
    /// <param name="address">The address on record.</param>
    /// <param name="envelope">The outer token.</param>
    /// <returns>An HKE1 envelope.</returns>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    public byte[] Import(KeyRing ring, string legacyUser, string user, EthereumAddress address, ReadOnlySpan<char> envelope)
    {
        ArgumentNullException.ThrowIfNull(ring);
        using var key = Open(legacyUser, address, envelope);
        return ring.Seal(user, key);
    }

    /// <summary>Overwrites the master.</summary>
    public void Dispose()
    {
        _master.Dispose();
        _outer.Dispose();
    }

    /// <summary>The type.</summary>
    public override string ToString() => nameof(LegacyEnvelopes);

    private FernetKey UserKey(string user)
    {
        Span<byte> master = stackalloc byte[FernetKey.TextLength];
        master = master[.._master.Length];
        Span<byte> key = stackalloc byte[FernetKey.Size];
        byte[] context = [.. _derivation.Context, .. Encoding.UTF8.GetBytes(user)];
        try
        {
            _master.CopyTo(master, this);
            if (_derivation.IsHkdf) HkdfSha256.DeriveKey(master, _derivation.Salt, context, key);
            else HmacSha256.Compute(master, context, key);
            return FernetKey.FromBytes(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(master);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // The raw 32 bytes, or their hex: both were written.
    private static Secp256k1PrivateKey ReadKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length == Secp256k1PrivateKey.Size) return Secp256k1PrivateKey.FromBytes(secret);
        Span<char> hex = stackalloc char[2 + (2 * Secp256k1PrivateKey.Size)];
        try
        {
            if (!Encoding.ASCII.TryGetChars(secret, hex, out var length)) throw new EnvelopeException();
            return Secp256k1PrivateKey.FromHex(hex[..length]);
        }
        finally
        {
            hex.Clear();
        }
    }
}
