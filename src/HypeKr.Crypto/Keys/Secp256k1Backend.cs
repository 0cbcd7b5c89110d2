using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>The arithmetic behind signatures: libsecp256k1 of the system, or BouncyCastle. Both give the same bytes.</summary>
/// <remarks>
/// <para>
/// <see cref="Native"/> is faster, allocates nothing for a signature and leaves no copy of the key in the garbage-collected heap. It is
/// the system's library (Debian: <c>libsecp256k1-1</c>), never one of this package, and is taken only if it has every function needed and
/// passes four known signatures. <see cref="Managed"/> runs everywhere.
/// </para>
/// <para>
/// <see cref="Default"/> is what keys and recovery use. It is decided once, at the first use: by the runtime setting
/// <see cref="SettingName"/> (<c>Auto</c>, <c>Managed</c> or <c>Native</c>; <c>configProperties</c> of <c>runtimeconfig.json</c>, a
/// <c>RuntimeHostConfigurationOption</c> of the project, or <see cref="AppContext.SetData"/> before), and without one it is <see cref="Auto"/>.
/// </para>
/// <para>Safe to use from many threads.</para>
/// </remarks>
public abstract class Secp256k1Backend
{
    /// <summary>The name of the runtime setting that says what <see cref="Default"/> is.</summary>
    public const string SettingName = "HypeKr.Crypto.Secp256k1Backend";

    private static readonly Lazy<NativeProbe> Probe = new(() => NativeProbe.Run(new SystemNativeLoader()));
    private static readonly Lazy<Secp256k1Backend> Chosen = new(() => Choose(AppContext.GetData(SettingName)));

    private protected Secp256k1Backend()
    {
    }

    /// <summary>What keys and recovery use in this process.</summary>
    /// <exception cref="Secp256k1BackendException">The setting is <c>Native</c> and <see cref="NativeRefusal"/> says why not, or is no word that is known.</exception>
    public static Secp256k1Backend Default => Chosen.Value;

    /// <summary><see cref="Native"/> where it works, else <see cref="Managed"/>.</summary>
    public static Secp256k1Backend Auto => Probe.Value.Backend ?? Managed;

    /// <summary>BouncyCastle, on every platform.</summary>
    public static Secp256k1Backend Managed { get; } = new ManagedSecp256k1();

    /// <summary>libsecp256k1 of the system.</summary>
    /// <exception cref="Secp256k1BackendException">There is none that works; the message is <see cref="NativeRefusal"/>.</exception>
    public static Secp256k1Backend Native => Probe.Value.Backend ?? throw new Secp256k1BackendException(Probe.Value.Refusal!);

    /// <summary>Why <see cref="Native"/> is not to be had: what was looked for and what each library found lacks. Null where it is.</summary>
    public static string? NativeRefusal => Probe.Value.Refusal;

    /// <summary>Whether this is libsecp256k1.</summary>
    public abstract bool IsNative { get; }

    /// <summary>Which it is, for a log: <c>native (libsecp256k1.so.1)</c> or <c>managed (BouncyCastle)</c>.</summary>
    public abstract override string ToString();

    internal static Secp256k1Backend Choose(object? setting) => setting switch
    {
        null or "Auto" => Auto,
        "Managed" => Managed,
        "Native" => Native,
        _ => throw new Secp256k1BackendException(
            string.Create(CultureInfo.InvariantCulture, $"The setting {SettingName} is Auto, Managed or Native, not \"{setting}\".")),
    };

    /// <summary>x and y of the public key, 64 bytes.</summary>
    /// <param name="key">A valid key.</param>
    /// <param name="destination">64 bytes.</param>
    internal void PublicKey(ReadOnlySpan<byte> key, Span<byte> destination) => ComputePublicKey(key, destination[..Secp256k1.PublicKeySize]);

    /// <summary>Signs; <paramref name="entropy"/> is empty for RFC 6979 as it stands, or the 32 bytes of its section 3.6.</summary>
    internal RecoverableSignature Sign(ReadOnlySpan<byte> key, Hash32 digest, ReadOnlySpan<byte> entropy)
    {
        // Reduced here (bits2octets), since not every version of the library does it before it derives the nonce.
        Span<byte> e32 = stackalloc byte[Secp256k1.ScalarSize];
        Span<byte> rs = stackalloc byte[2 * Secp256k1.ScalarSize];
        Secp256k1.Reduce(digest, e32);
        SignReduced(key, e32, entropy, rs, out var odd);
        return new RecoverableSignature(new Hash32(rs[..Secp256k1.ScalarSize]), new Hash32(rs[Secp256k1.ScalarSize..]), odd);
    }

    /// <summary>The public key that made the signature (SEC 1 4.1.6), x and y; false where the rules for r, s or the point are broken.</summary>
    /// <remarks>The rules are checked here: libsecp256k1 recovers from a high s as well.</remarks>
    internal bool TryRecoverPublicKey(Hash32 digest, ReadOnlySpan<byte> r32, ReadOnlySpan<byte> s32, bool odd, Span<byte> publicKey)
    {
        if (!Secp256k1.IsScalar(r32) || !Secp256k1.IsScalar(s32) || !Secp256k1.IsLow(s32)) return false;

        Span<byte> e32 = stackalloc byte[Secp256k1.ScalarSize];
        Span<byte> rs = stackalloc byte[2 * Secp256k1.ScalarSize];
        Secp256k1.Reduce(digest, e32);
        r32.CopyTo(rs);
        s32.CopyTo(rs[Secp256k1.ScalarSize..]);
        return TryRecoverChecked(e32, rs, odd, publicKey[..Secp256k1.PublicKeySize]);
    }

    /// <summary>The address of <see cref="TryRecoverPublicKey"/>.</summary>
    internal bool TryRecover(Hash32 digest, ReadOnlySpan<byte> r32, ReadOnlySpan<byte> s32, bool odd, out EthereumAddress address)
    {
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeySize];
        var recovered = TryRecoverPublicKey(digest, r32, s32, odd, publicKey);
        address = recovered ? Secp256k1.Address(publicKey) : default;
        return recovered;
    }

    private protected abstract void ComputePublicKey(ReadOnlySpan<byte> key, Span<byte> destination);

    private protected abstract void SignReduced(ReadOnlySpan<byte> key, ReadOnlySpan<byte> e32, ReadOnlySpan<byte> entropy, Span<byte> rs, out bool odd);

    private protected abstract bool TryRecoverChecked(ReadOnlySpan<byte> e32, ReadOnlySpan<byte> rs, bool odd, Span<byte> publicKey);
}
