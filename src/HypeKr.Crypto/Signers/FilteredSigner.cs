using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>A signer behind a filter. There is one class for each width of signer, so that decorating does not widen what can be asked of it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal class FilteredSigner(ITypedDataSigner signer, SignerFilter filter) : ITypedDataSigner
{
    // Once: a signer that changes its address later is not the one that was decorated.
    public EthereumAddress Address { get; } = signer.Address;

    public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typedData);
        return SignAsync(new SigningRequest(typedData), cancellationToken);
    }

    public override string ToString() => $"{filter.Name} {Address:F}";

    protected ValueTask<RecoverableSignature> SignAsync(SigningRequest request, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<RecoverableSignature>(cancellationToken)
            : filter.SignAsync(signer, request, cancellationToken);
}

internal class FilteredLocalSigner(ILocalSigner signer, SignerFilter filter) : FilteredSigner(signer, filter), ILocalSigner
{
    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(hash);
        return SignAsync(new SigningRequest(hash), cancellationToken);
    }
}

internal sealed class FilteredDigestSigner(IDigestSigner signer, SignerFilter filter) : FilteredLocalSigner(signer, filter), IDigestSigner
{
    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(digest);
        return SignAsync(new SigningRequest(digest), cancellationToken);
    }
}
