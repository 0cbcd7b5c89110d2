namespace HypeKr.Crypto;

/// <summary>A signer that takes the hashes of typed data instead of the data: the path without JSON for a key that is at hand.</summary>
/// <remarks>A policy still sees the primary type, which is the least it needs to tell an order from a withdrawal.</remarks>
public interface ILocalSigner : ITypedDataSigner
{
    /// <summary>Signs <see cref="TypedDataHash.Digest"/>.</summary>
    /// <exception cref="ObjectDisposedException">The signer or its key has been disposed.</exception>
    ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default);
}
