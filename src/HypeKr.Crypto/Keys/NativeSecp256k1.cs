using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>libsecp256k1 with its recovery module. The one context lives as long as the process.</summary>
/// <remarks>Sizes and flags are those of <c>secp256k1.h</c> and <c>secp256k1_recovery.h</c>, the same from 0.2 to 0.8.</remarks>
internal sealed unsafe class NativeSecp256k1 : Secp256k1Backend
{
    private const int SignatureSize = 65;

    // SIGN and VERIFY: what releases before 0.2 ask for, and later ones take as "none".
    private const uint ContextFlags = 0x301;
    private const uint Uncompressed = 2;

    private readonly string _library;
    private readonly nint _context;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> _createPublicKey;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int> _serializePublicKey;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, byte*, int> _sign;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int> _serializeSignature;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int> _parseSignature;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int> _recover;

    private NativeSecp256k1(string library, nint context, ReadOnlySpan<nint> functions)
    {
        (_library, _context) = (library, context);
        _createPublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)functions[3];
        _serializePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int>)functions[4];
        _sign = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, byte*, int>)functions[5];
        _serializeSignature = (delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int>)functions[6];
        _parseSignature = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int>)functions[7];
        _recover = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)functions[8];
    }

    /// <summary>The functions needed, in the order that the constructor reads them.</summary>
    internal static readonly string[] Exports =
    [
        "secp256k1_context_create",
        "secp256k1_context_randomize",
        "secp256k1_context_destroy",
        "secp256k1_ec_pubkey_create",
        "secp256k1_ec_pubkey_serialize",
        "secp256k1_ecdsa_sign_recoverable",
        "secp256k1_ecdsa_recoverable_signature_serialize_compact",
        "secp256k1_ecdsa_recoverable_signature_parse_compact",
        "secp256k1_ecdsa_recover",
    ];

    public override bool IsNative => true;

    public override string ToString() => $"native ({_library})";

    /// <summary>Resolves the functions, makes and randomises the context, and signs and recovers what is known; null, and what failed.</summary>
    public static NativeSecp256k1? Open(NativeLoader loader, nint library, string name, out string fault)
    {
        Span<nint> functions = stackalloc nint[Exports.Length];
        for (var i = 0; i < functions.Length; i++)
        {
            if (loader.TryGetExport(library, Exports[i], out functions[i])) continue;
            fault = $"lacks {Exports[i]}";
            return null;
        }

        var create = (delegate* unmanaged[Cdecl]<uint, nint>)functions[0];
        var randomize = (delegate* unmanaged[Cdecl]<nint, byte*, int>)functions[1];
        var destroy = (delegate* unmanaged[Cdecl]<nint, void>)functions[2];

        var context = create(ContextFlags);
        if (context == 0)
        {
            fault = "makes no context";
            return null;
        }

        // Blinds the multiplication by the nonce against side channels. Never again after this: it must not overlap with other calls.
        Span<byte> seed = stackalloc byte[Secp256k1.ScalarSize];
        RandomNumberGenerator.Fill(seed);
        int randomized;
        fixed (byte* p = seed) randomized = randomize(context, p);
        CryptographicOperations.ZeroMemory(seed);

        var backend = new NativeSecp256k1(name, context, functions);
        if (randomized == 1 && Secp256k1SelfTest.Passes(backend))
        {
            fault = "";
            return backend;
        }

        destroy(context);
        fault = randomized == 1 ? "fails the self-test" : "does not randomise its context";
        return null;
    }

    private protected override void ComputePublicKey(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var publicKey = stackalloc byte[Secp256k1.PublicKeySize];
        int created;
        fixed (byte* k = key) created = _createPublicKey(_context, publicKey, k);
        if (created != 1) throw Refused("make a public key");
        Serialize(publicKey, destination);
    }

    private protected override void SignReduced(ReadOnlySpan<byte> key, ReadOnlySpan<byte> e32, ReadOnlySpan<byte> entropy, Span<byte> rs, out bool odd)
    {
        var signature = stackalloc byte[SignatureSize];
        int recoveryId, signed;

        // A null nonce function is RFC 6979; an empty span has a null pointer, which is no additional data.
        fixed (byte* k = key, e = e32, extra = entropy) signed = _sign(_context, signature, e, k, 0, extra);
        if (signed != 1) throw Refused("sign");
        fixed (byte* compact = rs) signed = _serializeSignature(_context, compact, &recoveryId, signature);

        // Ids 2 and 3 mean an r of n or more, which Ethereum has no word for. No such nonce is known.
        if (signed != 1 || recoveryId is not (0 or 1)) throw Refused("sign");
        odd = recoveryId == 1;
    }

    private protected override bool TryRecoverChecked(ReadOnlySpan<byte> e32, ReadOnlySpan<byte> rs, bool odd, Span<byte> publicKey)
    {
        var signature = stackalloc byte[SignatureSize];
        var key = stackalloc byte[Secp256k1.PublicKeySize];
        fixed (byte* compact = rs, e = e32)
        {
            if (_parseSignature(_context, signature, compact, odd ? 1 : 0) != 1) return false;
            if (_recover(_context, key, signature, e) != 1) return false;
        }

        Serialize(key, publicKey);
        return true;
    }

    /// <summary>From the library's own layout to x and y.</summary>
    private void Serialize(byte* publicKey, Span<byte> destination)
    {
        var encoded = stackalloc byte[1 + Secp256k1.PublicKeySize];
        nuint length = 1 + Secp256k1.PublicKeySize;
        if (_serializePublicKey(_context, encoded, &length, publicKey, Uncompressed) != 1) throw Refused("write a public key");
        new ReadOnlySpan<byte>(encoded + 1, Secp256k1.PublicKeySize).CopyTo(destination);
    }

    private Secp256k1BackendException Refused(string what) => new($"{_library} refused to {what}.");
}
