using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>How a keystore makes its key of a password: scrypt (RFC 7914) or PBKDF2 with HMAC-SHA256 (RFC 8018), each with its cost.</summary>
/// <remarks>
/// What is written costs an attacker something; what is read may be as cheap as its writer chose. Both are bounded above, before any
/// memory is allocated: n ≤ 2^20, r ≤ 32, p ≤ 16, n·r ≤ 2^23 (one GiB), n·r·p ≤ 2^24, iterations ≤ 10,000,000.
/// </remarks>
public sealed class KeystoreKdf
{
    internal const int KeySize = 32;

    private const int MaxN = 1 << 20;
    private const int MaxR = 32;
    private const int MaxP = 16;
    private const int MaxMemory = 1 << 23;
    private const int MaxWork = 1 << 24;
    private const int MaxIterations = 10_000_000;
    private const int MinN = 1 << 12;
    private const int MinIterations = 100_000;

    private KeystoreKdf(int n, int r, int p, int iterations) => (N, R, P, Iterations) = (n, r, p, iterations);

    internal int N { get; }

    internal int R { get; }

    internal int P { get; }

    /// <summary>Zero for scrypt.</summary>
    internal int Iterations { get; }

    internal bool IsScrypt => Iterations == 0;

    /// <summary>scrypt. The defaults take 128 MiB and about half a second.</summary>
    /// <param name="n">The cost: a power of two from 2^12 to 2^20, below 2^(16·r).</param>
    /// <param name="r">The block size, 1 to 32.</param>
    /// <param name="p">The passes, 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or together they take more than one GiB or 2^24 blocks.</exception>
    public static KeystoreKdf Scrypt(int n = 1 << 17, int r = 8, int p = 1)
    {
        if (ScryptFault(n, r, p) is { } fault) throw new ArgumentOutOfRangeException(nameof(n), fault);
        if (n < MinN) throw new ArgumentOutOfRangeException(nameof(n), Text($"scrypt with n = {n} protects little; from 4096 on it is written."));
        if (16 * r < 31 && n >= 1 << (16 * r))
        {
            throw new ArgumentOutOfRangeException(nameof(n), Text($"scrypt with r = {r} wants n below 2^{16 * r} (RFC 7914 section 2); n is {n}. Other software refuses it."));
        }

        return new KeystoreKdf(n, r, p, 0);
    }

    /// <summary>PBKDF2 with HMAC-SHA256.</summary>
    /// <param name="iterations">100,000 to 10,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is out of its range.</exception>
    public static KeystoreKdf Pbkdf2(int iterations = 600_000)
    {
        if (Pbkdf2Fault(iterations) is { } fault) throw new ArgumentOutOfRangeException(nameof(iterations), fault);
        if (iterations < MinIterations)
        {
            throw new ArgumentOutOfRangeException(nameof(iterations), Text($"PBKDF2 with {iterations} iterations protects little; from 100000 on it is written."));
        }

        return new KeystoreKdf(0, 0, 0, iterations);
    }

    /// <summary>What a file says, within the bounds of what is safe to run.</summary>
    internal static KeystoreKdf ReadScrypt(long n, long r, long p) =>
        ScryptFault(n, r, p) is { } fault ? throw new InvalidKeystoreException(fault) : new KeystoreKdf((int)n, (int)r, (int)p, 0);

    /// <inheritdoc cref="ReadScrypt"/>
    internal static KeystoreKdf ReadPbkdf2(long iterations) =>
        Pbkdf2Fault(iterations) is { } fault ? throw new InvalidKeystoreException(fault) : new KeystoreKdf(0, 0, 0, (int)iterations);

    internal void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        if (IsScrypt) Crypto.Scrypt.DeriveKey(password, salt, N, R, P, key);
        else Rfc2898DeriveBytes.Pbkdf2(password, salt, key, Iterations, HashAlgorithmName.SHA256);
    }

    private static string? ScryptFault(long n, long r, long p)
    {
        if (n is < 2 or > MaxN || !BitOperations.IsPow2(n)) return Text($"scrypt n is {n}; it is a power of two from 2 to {MaxN}.");
        if (r is < 1 or > MaxR) return Text($"scrypt r is {r}; it is 1 to {MaxR}.");
        if (p is < 1 or > MaxP) return Text($"scrypt p is {p}; it is 1 to {MaxP}.");
        if (n * r > MaxMemory) return Text($"scrypt with n = {n} and r = {r} needs more than one GiB of memory.");
        if (n * r * p > MaxWork) return Text($"scrypt with n = {n}, r = {r} and p = {p} needs more than {MaxWork} blocks of work.");
        return null;
    }

    private static string? Pbkdf2Fault(long iterations) =>
        iterations is < 1 or > MaxIterations ? Text($"PBKDF2 c is {iterations}; it is 1 to {MaxIterations} iterations.") : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
