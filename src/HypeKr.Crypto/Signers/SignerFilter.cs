namespace HypeKr.Crypto;

/// <summary>What a decorator does before and after its signer signs. One per decorated signer, used from many threads.</summary>
internal abstract class SignerFilter
{
    /// <summary>The name of the decorator.</summary>
    public abstract string Name { get; }

    public abstract ValueTask<RecoverableSignature> SignAsync(ITypedDataSigner signer, SigningRequest request, CancellationToken cancellationToken);
}
