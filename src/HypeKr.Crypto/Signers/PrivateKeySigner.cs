using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>Signs with a key in this process, deterministically (RFC 6979) unless its options say otherwise.</summary>
/// <remarks>Owns its key: disposing the signer disposes the key. Safe to use from many threads. The work is done before the call returns.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PrivateKeySigner : IDigestSigner, IDisposable
{
    private readonly Secp256k1PrivateKey _key;
    private readonly Secp256k1Backend _backend;
    private readonly bool _hedged;

    /// <summary>Takes over <paramref name="key"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public PrivateKeySigner(Secp256k1PrivateKey key)
        : this(key, new PrivateKeySignerOptions())
    {
    }

    /// <summary>Takes over <paramref name="key"/>, to sign as <paramref name="options"/> says.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Secp256k1BackendException"><see cref="Secp256k1Backend.Default"/> is not to be had.</exception>
    public PrivateKeySigner(Secp256k1PrivateKey key, PrivateKeySignerOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        (_key, _backend, _hedged) = (key, options.Backend ?? Secp256k1Backend.Default, options.Hedged);
    }

    /// <inheritdoc/>
    public EthereumAddress Address => _key.Address;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="typedData"/> is null.</exception>
    public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typedData);
        return SignDigestAsync(typedData.Digest, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A part of <paramref name="hash"/> was not set.</exception>
    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(hash);
        return SignDigestAsync(hash.Digest, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is zero.</exception>
    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(digest);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<RecoverableSignature>(cancellationToken);
        return new ValueTask<RecoverableSignature>(_hedged ? _key.SignHedged(_backend, digest) : _key.SignWith(_backend, digest, []));
    }

    /// <summary>Disposes the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The type and the fingerprint of the address.</summary>
    public override string ToString() => $"{nameof(PrivateKeySigner)} {Address:F}";
}
