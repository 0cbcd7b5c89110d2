namespace HypeKr.Crypto;

/// <summary>Signs EIP-712 structs of the types that are allowed, and nothing else.</summary>
/// <remarks>
/// <para>
/// An agent that only trades needs <c>Agent</c>, and not <c>HyperliquidTransaction:Withdraw</c>. A bare digest has no type to judge by, so
/// the result is at most an <see cref="ILocalSigner"/>, even of a signer that could sign digests.
/// </para>
/// <para>
/// In a <see cref="TypedDataHash"/> the type is the word of the caller; only typed data proves it. What cannot be talked around are the
/// domain separators, which go into the digest: give them as well, and a signature for another domain cannot come out.
/// </para>
/// <para>The result does not own the signer: dispose that one yourself.</para>
/// </remarks>
public static class PrimaryTypePolicySigner
{
    private const int ShownDigits = 14;

    /// <summary>Decorates <paramref name="signer"/>; what is not allowed is a <see cref="SigningRefusedException"/>.</summary>
    /// <param name="signer">Who signs what is allowed.</param>
    /// <param name="primaryTypes">The types that are signed, compared as they are written.</param>
    /// <param name="domainSeparators">The domains that are signed for; null for any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signer"/> or <paramref name="primaryTypes"/> is null.</exception>
    /// <exception cref="ArgumentException">A list is empty or holds nothing or zero, or the signer's address is zero.</exception>
    public static ITypedDataSigner Wrap(ITypedDataSigner signer, IReadOnlyCollection<string> primaryTypes, IReadOnlyCollection<Hash32>? domainSeparators = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredSigner(signer, new Filter(primaryTypes, domainSeparators));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner, IReadOnlyCollection{string}, IReadOnlyCollection{Hash32})"/>
    public static ILocalSigner Wrap(ILocalSigner signer, IReadOnlyCollection<string> primaryTypes, IReadOnlyCollection<Hash32>? domainSeparators = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredLocalSigner(signer, new Filter(primaryTypes, domainSeparators));
    }

    private sealed class Filter : SignerFilter
    {
        private readonly HashSet<string> _primaryTypes;
        private readonly HashSet<Hash32>? _domainSeparators;

        public Filter(IReadOnlyCollection<string> primaryTypes, IReadOnlyCollection<Hash32>? domainSeparators)
        {
            ArgumentNullException.ThrowIfNull(primaryTypes);
            if (primaryTypes.Count == 0 || primaryTypes.Any(string.IsNullOrEmpty)) throw new ArgumentException("The allowed types are at least one, and each has a name.", nameof(primaryTypes));
            if (domainSeparators is not null && (domainSeparators.Count == 0 || domainSeparators.Contains(default)))
            {
                throw new ArgumentException("The allowed domain separators are at least one, and none is zero; null allows all.", nameof(domainSeparators));
            }

            _primaryTypes = new(primaryTypes, StringComparer.Ordinal);
            _domainSeparators = domainSeparators is null ? null : [.. domainSeparators];
        }

        public override string Name => nameof(PrimaryTypePolicySigner);

        public override ValueTask<RecoverableSignature> SignAsync(ITypedDataSigner signer, SigningRequest request, CancellationToken cancellationToken)
        {
            if (!_primaryTypes.Contains(request.PrimaryType!))
            {
                throw new SigningRefusedException(
                    $"The primary type {TypedDataPath.Show(request.PrimaryType!)} is not allowed; allowed: {string.Join(", ", _primaryTypes.Order(StringComparer.Ordinal))}.");
            }

            if (_domainSeparators?.Contains(request.DomainSeparator) == false)
            {
                throw new SigningRefusedException($"The domain with separator {request.DomainSeparator.ToString()[..ShownDigits]}... is not allowed for {request.PrimaryType}.");
            }

            return request.ForwardAsync(signer, cancellationToken);
        }
    }
}
