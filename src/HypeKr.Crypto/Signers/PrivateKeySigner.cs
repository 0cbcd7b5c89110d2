using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>Signs with a key in this process, deterministically (RFC 6979).</summary>
/// <remarks>Owns its key: disposing the signer disposes the key. Safe to use from many threads. The work is done before the call returns.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PrivateKeySigner : IDigestSigner, IDisposable
{
    private readonly Secp256k1PrivateKey _key;

    /// <summary>Takes over <paramref name="key"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public PrivateKeySigner(Secp256k1PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
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
    /// <exception cref="ArgumentException"><paramref name="hash"/> is the default value, which has no primary type.</exception>
    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(hash.PrimaryType)) throw new ArgumentException("The hash names no primary type.", nameof(hash));
        return SignDigestAsync(hash.Digest, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<RecoverableSignature>(cancellationToken)
            : new ValueTask<RecoverableSignature>(_key.Sign(digest));

    /// <summary>Disposes the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The type and the fingerprint of the address.</summary>
    public override string ToString() => $"{nameof(PrivateKeySigner)} {Address:F}";
}
