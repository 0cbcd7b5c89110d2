using System.Runtime.InteropServices;

namespace HypeKr.Benchmarks;

/// <summary>The system's own libsecp256k1, called with nothing around it: the floor of everything on the curve.</summary>
internal sealed partial class Libsecp256k1
{
    private const string Library = "libsecp256k1.so.1";
    private const uint SignAndVerify = 0x301;
    private const uint Uncompressed = 2;

    private readonly nint _context = ContextCreate(SignAndVerify);
    private readonly byte[] _signature = new byte[65];
    private readonly byte[] _publicKey = new byte[64];

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    public static string WhyAbsent => $"{Library} is not installed, run benchmarks/peers/setup";

    /// <summary>Signs by RFC 6979 into r ‖ s and gives the recovery id.</summary>
    public int Sign(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> key, Span<byte> rs)
    {
        Succeeded(EcdsaSignRecoverable(_context, _signature, digest, key, 0, 0));
        Succeeded(SerializeCompact(_context, rs, out var recoveryId, _signature));
        return recoveryId;
    }

    /// <summary>Recovers the public key: 0x04, x, y.</summary>
    public void Recover(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> rs, int recoveryId, Span<byte> publicKey65)
    {
        nuint length = 65;
        Succeeded(ParseCompact(_context, _signature, rs, recoveryId));
        Succeeded(EcdsaRecover(_context, _publicKey, _signature, digest));
        Succeeded(PublicKeySerialize(_context, publicKey65, ref length, _publicKey, Uncompressed));
    }

    private static void Succeeded(int result)
    {
        if (result != 1) throw new InvalidOperationException("libsecp256k1 refused its arguments.");
    }

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial nint ContextCreate(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    private static partial int EcdsaSignRecoverable(nint context, Span<byte> signature, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> key, nint nonceFunction, nint nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    private static partial int SerializeCompact(nint context, Span<byte> rs, out int recoveryId, ReadOnlySpan<byte> signature);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    private static partial int ParseCompact(nint context, Span<byte> signature, ReadOnlySpan<byte> rs, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    private static partial int EcdsaRecover(nint context, Span<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    private static partial int PublicKeySerialize(nint context, Span<byte> output, ref nuint length, ReadOnlySpan<byte> publicKey, uint flags);
}
