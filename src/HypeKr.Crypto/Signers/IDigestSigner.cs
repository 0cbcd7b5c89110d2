namespace HypeKr.Crypto;

/// <summary>A signer of any 32-byte digest. Whoever holds one can have anything signed, so ask for the smaller interfaces where they do.</summary>
public interface IDigestSigner : ILocalSigner
{
    /// <summary>Signs a digest as it is.</summary>
    /// <exception cref="ObjectDisposedException">The signer or its key has been disposed.</exception>
    ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default);
}
