namespace HypeKr.Crypto;

/// <summary>Signs EIP-712 typed data in full view: a wallet, a hardware device, or a key in this process.</summary>
/// <remarks>The least a signer can do. A wallet that refuses bare hashes implements this one only.</remarks>
public interface ITypedDataSigner
{
    /// <summary>The address that signatures recover to.</summary>
    EthereumAddress Address { get; }

    /// <summary>Signs <see cref="TypedData.Digest"/>.</summary>
    /// <exception cref="ObjectDisposedException">The signer or its key has been disposed.</exception>
    ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default);
}
