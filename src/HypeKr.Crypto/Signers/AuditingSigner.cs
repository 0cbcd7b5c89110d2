namespace HypeKr.Crypto;

/// <summary>Writes a <see cref="SignatureRecord"/> for every call, signed or not.</summary>
/// <remarks>
/// <para>
/// The record is written before the signature is returned. If writing throws, the caller gets that exception and no signature: what is
/// not on record does not leave. Calls that are cancelled before they begin, or have nothing to sign, leave no record.
/// </para>
/// <para>The result is as wide as the signer given, and does not own it: dispose that one yourself.</para>
/// </remarks>
public static class AuditingSigner
{
    private const int PrefixLength = 12;

    /// <summary>Decorates <paramref name="signer"/>.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="write">Keeps a record; called from the thread that signs, possibly from many at once.</param>
    /// <param name="timeProvider">The clock of the records; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signer"/> or <paramref name="write"/> is null.</exception>
    /// <exception cref="ArgumentException">The signer's address is zero.</exception>
    public static ITypedDataSigner Wrap(ITypedDataSigner signer, Action<SignatureRecord> write, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredSigner(signer, new Filter(signer, write, timeProvider));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner, Action{SignatureRecord}, TimeProvider)"/>
    public static ILocalSigner Wrap(ILocalSigner signer, Action<SignatureRecord> write, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredLocalSigner(signer, new Filter(signer, write, timeProvider));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner, Action{SignatureRecord}, TimeProvider)"/>
    public static IDigestSigner Wrap(IDigestSigner signer, Action<SignatureRecord> write, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredDigestSigner(signer, new Filter(signer, write, timeProvider));
    }

    private sealed class Filter : SignerFilter
    {
        private readonly string _fingerprint;
        private readonly Action<SignatureRecord> _write;
        private readonly TimeProvider _timeProvider;

        public Filter(ITypedDataSigner signer, Action<SignatureRecord> write, TimeProvider? timeProvider)
        {
            ArgumentNullException.ThrowIfNull(write);
            (_fingerprint, _write, _timeProvider) = (signer.Address.Fingerprint, write, timeProvider ?? TimeProvider.System);
        }

        public override string Name => nameof(AuditingSigner);

        public override async ValueTask<RecoverableSignature> SignAsync(ITypedDataSigner signer, SigningRequest request, CancellationToken cancellationToken)
        {
            RecoverableSignature signature;
            try
            {
                signature = await request.ForwardAsync(signer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Write(request, e.GetType().Name);
                throw;
            }

            Write(request, null);
            return signature;
        }

        private void Write(SigningRequest request, string? error) => _write(new SignatureRecord(
            _timeProvider.GetUtcNow(),
            _fingerprint,
            request.PrimaryType is null ? null : TypedDataPath.Show(request.PrimaryType),
            request.Digest.ToString().Substring(2, PrefixLength),
            error));
    }
}
