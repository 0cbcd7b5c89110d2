using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>Web3 Secret Storage version 3: one private key in a JSON file, locked with a password.</summary>
/// <remarks>
/// <para>
/// The format of geth, ethers and most wallets: a key from scrypt or PBKDF2, AES-128-CTR under its first half, Keccak-256 over its second
/// half and the ciphertext as the MAC. Passwords are NFKC-normalised UTF-8.
/// </para>
/// <para>
/// The derivation runs on the calling thread and takes memory and time on purpose, up to one GiB and some seconds for the costliest file
/// that is read. Do not let strangers have files opened in parallel.
/// </para>
/// </remarks>
public static class KeystoreV3
{
    private const int MaxJsonLength = 64 * 1024;
    private const int MaxSaltSize = 256;
    private const int BlockSize = 16;

    /// <summary>Opens a keystore.</summary>
    /// <param name="json">The file, up to 65,536 characters. Both <c>crypto</c> and <c>Crypto</c> name the section.</param>
    /// <param name="password">The password. Clear it afterwards.</param>
    /// <returns>The key; dispose it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidKeystoreException">Not a version 3 keystore, too costly to open, the wrong password, damaged, or of another address.</exception>
    /// <exception cref="KeystorePasswordException">The password is outside ASCII and the process cannot normalise, or it is no Unicode text.</exception>
    public static Secp256k1PrivateKey Import(string json, ReadOnlySpan<char> password)
    {
        ArgumentNullException.ThrowIfNull(json);
        var keystore = KeystoreFile.Read(json, MaxJsonLength, MaxSaltSize);
        Span<byte> derived = stackalloc byte[KeystoreKdf.KeySize];
        Span<byte> plain = stackalloc byte[Secp256k1PrivateKey.Size];
        Span<byte> mac = stackalloc byte[Keccak256.HashSize];
        var passwordBytes = KeystorePassword.Encode(password, KeystorePassword.CanNormalize);
        try
        {
            keystore.Kdf.DeriveKey(passwordBytes, keystore.Salt, derived);
            Mac(derived, keystore.Ciphertext, mac);
            if (!CryptographicOperations.FixedTimeEquals(mac, keystore.Mac))
            {
                throw new InvalidKeystoreException("The keystore does not open: the password is wrong, or the file is damaged.");
            }

            Crypt(derived, keystore.Iv, keystore.Ciphertext, plain);
            return WithAddress(plain, keystore.Address);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(passwordBytes);
        }
    }

    /// <summary>Locks a key with a password.</summary>
    /// <param name="key">The key, which stays with the caller.</param>
    /// <param name="password">The password. Clear it afterwards.</param>
    /// <param name="kdf">The cost of trying a password; <see cref="KeystoreKdf.Scrypt"/> with its defaults if null.</param>
    /// <returns>The file: compact JSON with the address in clear, as everybody writes it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    /// <exception cref="KeystorePasswordException">The password is empty, outside ASCII where the process cannot normalise, or no Unicode text.</exception>
    public static string Export(Secp256k1PrivateKey key, ReadOnlySpan<char> password, KeystoreKdf? kdf = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (password.IsEmpty) throw new KeystorePasswordException("A keystore without a password protects nothing.");
        Span<byte> salt = stackalloc byte[KeystoreKdf.KeySize];
        Span<byte> iv = stackalloc byte[BlockSize];
        RandomNumberGenerator.Fill(salt);
        RandomNumberGenerator.Fill(iv);
        return Export(key, password, kdf ?? KeystoreKdf.Scrypt(), salt, iv, Guid.NewGuid());
    }

    internal static string Export(
        Secp256k1PrivateKey key, ReadOnlySpan<char> password, KeystoreKdf kdf, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> iv, Guid id)
    {
        Span<byte> derived = stackalloc byte[KeystoreKdf.KeySize];
        Span<byte> plain = stackalloc byte[Secp256k1PrivateKey.Size];
        var ciphertext = new byte[Secp256k1PrivateKey.Size];
        var mac = new byte[Keccak256.HashSize];
        var passwordBytes = KeystorePassword.Encode(password, KeystorePassword.CanNormalize);
        try
        {
            key.CopyTo(plain);
            kdf.DeriveKey(passwordBytes, salt, derived);
            Crypt(derived, iv, plain, ciphertext);
            Mac(derived, ciphertext, mac);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(passwordBytes);
        }

        return new KeystoreFile(kdf, salt.ToArray(), iv.ToArray(), ciphertext, mac, key.Address).Write(id);
    }

    private static Secp256k1PrivateKey WithAddress(ReadOnlySpan<byte> plain, EthereumAddress? expected)
    {
        Secp256k1PrivateKey key;
        try
        {
            key = Secp256k1PrivateKey.FromBytes(plain);
        }
        catch (InvalidPrivateKeyException e)
        {
            throw new InvalidKeystoreException("The keystore opens, but holds no private key: " + e.Message);
        }

        if (expected is null || key.Address == expected) return key;
        var actual = key.Address.Fingerprint;
        key.Dispose();
        throw new InvalidKeystoreException($"The keystore says address {expected:F}, but its key has address {actual}.");
    }

    private static void Mac(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> ciphertext, Span<byte> mac)
    {
        Span<byte> data = stackalloc byte[BlockSize + Secp256k1PrivateKey.Size];
        derived[BlockSize..].CopyTo(data);
        ciphertext.CopyTo(data[BlockSize..]);
        Keccak256.Hash(data, mac);
        CryptographicOperations.ZeroMemory(data);
    }

    /// <summary>AES-128 in counter mode (SP 800-38A 6.5) over two blocks; the counter is the IV as one big-endian number.</summary>
    private static void Crypt(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> counters = stackalloc byte[Secp256k1PrivateKey.Size];
        Span<byte> stream = stackalloc byte[Secp256k1PrivateKey.Size];
        iv.CopyTo(counters);
        BinaryPrimitives.WriteUInt128BigEndian(counters[BlockSize..], unchecked(BinaryPrimitives.ReadUInt128BigEndian(iv) + 1));
        using var aes = Aes.Create();
        aes.SetKey(derived[..BlockSize]);
        aes.EncryptEcb(counters, stream, PaddingMode.None);
        for (var i = 0; i < output.Length; i++) output[i] = (byte)(input[i] ^ stream[i]);
        CryptographicOperations.ZeroMemory(stream);
    }
}
