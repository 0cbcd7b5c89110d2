namespace HypeKr.Crypto;

/// <summary>One call of a signer, in whichever of its three forms: what decorators look at, and pass on as it came.</summary>
internal readonly struct SigningRequest
{
    private readonly TypedData? _typedData;
    private readonly TypedDataHash? _hash;

    public SigningRequest(TypedData typedData) => (_typedData, PrimaryType, DomainSeparator, Digest) = (typedData, typedData.PrimaryType, typedData.DomainSeparator, typedData.Digest);

    public SigningRequest(TypedDataHash hash) => (_hash, PrimaryType, DomainSeparator, Digest) = (hash, hash.PrimaryType, hash.DomainSeparator, hash.Digest);

    public SigningRequest(Hash32 digest) => Digest = digest;

    /// <summary>Null for a bare digest.</summary>
    public string? PrimaryType { get; }

    public Hash32 DomainSeparator { get; }

    public Hash32 Digest { get; }

    public ValueTask<RecoverableSignature> ForwardAsync(ITypedDataSigner signer, CancellationToken cancellationToken) =>
        _typedData is not null ? signer.SignTypedDataAsync(_typedData, cancellationToken)
        : _hash is { } hash ? ((ILocalSigner)signer).SignHashAsync(hash, cancellationToken)
        : ((IDigestSigner)signer).SignDigestAsync(Digest, cancellationToken);
}
