using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>The base of a signer whose key lies in a service: a key management service, a hardware module, another process.</summary>
/// <remarks>
/// <para>
/// Such services return ECDSA signatures without a recovery id, often with a high s, and often in DER. This class reads them strictly,
/// puts n − s for a high s, and finds the recovery id by recovering with both and comparing with the public key. So every signature is
/// verified, and one of another key or another digest is refused.
/// </para>
/// <para>
/// A derived class sends one digest and returns the service's bytes. The service must sign the 32 bytes as they are and not hash them
/// again: AWS <c>ECC_SECG_P256K1</c> with <c>MessageType=DIGEST</c> and <c>ECDSA_SHA_256</c> (DER); Azure <c>ES256K</c> (r ‖ s);
/// Google <c>EC_SIGN_SECP256K1_SHA256</c> with the digest field (DER).
/// </para>
/// <para>Such signatures are not deterministic, and each is a call over the network: good for approvals and withdrawals, slow for orders.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class RemoteSigner : IDigestSigner
{
    private readonly byte[] _publicKey = new byte[Secp256k1.PublicKeySize];
    private readonly DSASignatureFormat _format;

    /// <summary>A signer for the key whose public half is given.</summary>
    /// <param name="publicKey">SEC 1 compressed (33 bytes) or uncompressed (65), or the DER of a SubjectPublicKeyInfo (88), as the service gives it.</param>
    /// <param name="format">What the service returns: <see cref="DSASignatureFormat.Rfc3279DerSequence"/>, or r ‖ s of 64 bytes.</param>
    /// <exception cref="InvalidPublicKeyException"><paramref name="publicKey"/> has another form, or is not on the curve.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="format"/> is not one of its two values.</exception>
    protected RemoteSigner(ReadOnlySpan<byte> publicKey, DSASignatureFormat format)
    {
        if (format is not (DSASignatureFormat.Rfc3279DerSequence or DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "The format is DER or the concatenation of r and s.");
        }

        PublicKeyReader.Read(publicKey, _publicKey);
        Address = Secp256k1.Address(_publicKey);
        _format = format;
    }

    /// <inheritdoc/>
    public EthereumAddress Address { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="typedData"/> is null.</exception>
    /// <exception cref="InvalidSignatureException">What the service returned is no signature of this key over the digest.</exception>
    public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typedData);
        return SignDigestAsync(typedData.Digest, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A part of <paramref name="hash"/> was not set.</exception>
    /// <exception cref="InvalidSignatureException">What the service returned is no signature of this key over the digest.</exception>
    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(hash);
        return SignDigestAsync(hash.Digest, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is zero.</exception>
    /// <exception cref="InvalidSignatureException">What the service returned is no signature of this key over the digest.</exception>
    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(digest);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<RecoverableSignature>(cancellationToken) : SignAsync(digest, cancellationToken);
    }

    /// <summary>The type and the fingerprint of the address.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Address:F}";

    /// <summary>Has the service sign the 32 bytes, and returns its answer as it is.</summary>
    protected abstract ValueTask<ReadOnlyMemory<byte>> SignRemotelyAsync(Hash32 digest, CancellationToken cancellationToken);

    private async ValueTask<RecoverableSignature> SignAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        var answer = await SignRemotelyAsync(digest, cancellationToken).ConfigureAwait(false);
        return Read(answer.Span, digest);
    }

    private RecoverableSignature Read(ReadOnlySpan<byte> answer, Hash32 digest)
    {
        Span<byte> rs = stackalloc byte[RecoverableSignature.CompactSize];
        if (_format == DSASignatureFormat.Rfc3279DerSequence)
        {
            if (!DerSignature.TryRead(answer, rs)) throw Refused(Invariant($"{answer.Length} bytes that are not the DER of r and s"));
        }
        else
        {
            if (answer.Length != rs.Length) throw Refused(Invariant($"{answer.Length} bytes instead of the 64 of r and s"));
            answer.CopyTo(rs);
        }

        var r = rs[..Secp256k1.ScalarSize];
        var s = rs[Secp256k1.ScalarSize..];
        if (!Secp256k1.IsScalar(r) || !Secp256k1.IsScalar(s)) throw Refused("an r or s that is zero or not below the order of secp256k1");

        // First s, then the recovery id: the other way round the id is that of n - s.
        if (!Secp256k1.IsLow(s)) Secp256k1.Negate(s);
        Span<byte> recovered = stackalloc byte[Secp256k1.PublicKeySize];
        foreach (var odd in (ReadOnlySpan<bool>)[false, true])
        {
            if (Secp256k1Backend.Default.TryRecoverPublicKey(digest, r, s, odd, recovered) && recovered.SequenceEqual(_publicKey))
            {
                return new RecoverableSignature(new Hash32(r), new Hash32(s), odd);
            }
        }

        throw Refused("a signature of another key, or over another digest (does it hash what it is sent?)");
    }

    private InvalidSignatureException Refused(string what) => new($"The service behind {this} returned {what}.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
