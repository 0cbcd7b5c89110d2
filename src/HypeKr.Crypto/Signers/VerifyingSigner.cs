namespace HypeKr.Crypto;

/// <summary>Recovers every signature and compares the address, before the signature goes anywhere.</summary>
/// <remarks>
/// <para>
/// Turns a fault of the machine, a wallet that hashes otherwise, or a service with another key into an exception. It costs one recovery,
/// about one and a half times the signature itself for a key in this process, and nothing beside a call over the network.
/// </para>
/// <para>The result is as wide as the signer given, and does not own it: dispose that one yourself.</para>
/// </remarks>
public static class VerifyingSigner
{
    /// <summary>Decorates <paramref name="signer"/>; what fails the check is an <see cref="InvalidSignatureException"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="signer"/> is null.</exception>
    /// <exception cref="ArgumentException">The signer's address is zero.</exception>
    public static ITypedDataSigner Wrap(ITypedDataSigner signer)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredSigner(signer, new Filter(signer.Address));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner)"/>
    public static ILocalSigner Wrap(ILocalSigner signer)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredLocalSigner(signer, new Filter(signer.Address));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner)"/>
    public static IDigestSigner Wrap(IDigestSigner signer)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredDigestSigner(signer, new Filter(signer.Address));
    }

    private sealed class Filter(EthereumAddress expected) : SignerFilter
    {
        public override string Name => nameof(VerifyingSigner);

        public override async ValueTask<RecoverableSignature> SignAsync(ITypedDataSigner signer, SigningRequest request, CancellationToken cancellationToken)
        {
            var signature = await request.ForwardAsync(signer, cancellationToken).ConfigureAwait(false);
            return signature.IsFrom(expected, request.Digest)
                ? signature
                : throw new InvalidSignatureException($"The signer {expected:F} returned a signature over this digest that is not its own.");
        }
    }
}
