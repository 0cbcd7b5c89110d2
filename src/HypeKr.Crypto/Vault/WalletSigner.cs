using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>Signs for one wallet of a vault: each signature reads the row, opens the envelope, signs, and wipes the key.</summary>
/// <remarks>
/// Between signatures it holds no key. A revocation or expiry is in force for the next signature, and a rotation of master keys in the
/// middle of everything is not noticed. Safe to use from many threads.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WalletSigner : IDigestSigner
{
    private readonly WalletVault _vault;
    private readonly string _user;

    internal WalletSigner(WalletVault vault, string user, EthereumAddress address)
    {
        _vault = vault;
        _user = user;
        Address = address;
    }

    /// <inheritdoc/>
    public EthereumAddress Address { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="typedData"/> is null.</exception>
    /// <exception cref="WalletException">The wallet is gone, revoked, expired or replaced.</exception>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typedData);
        return SignAsync((signer, token) => signer.SignTypedDataAsync(typedData, token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A part of <paramref name="hash"/> was not set.</exception>
    /// <exception cref="WalletException">The wallet is gone, revoked, expired or replaced.</exception>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(hash);
        return SignAsync((signer, token) => signer.SignHashAsync(hash, token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is zero.</exception>
    /// <exception cref="WalletException">The wallet is gone, revoked, expired or replaced.</exception>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        SignerInput.Check(digest);
        return SignAsync((signer, token) => signer.SignDigestAsync(digest, token), cancellationToken);
    }

    /// <summary>The type and the fingerprint of the address.</summary>
    public override string ToString() => $"{nameof(WalletSigner)} {Address:F}";

    private ValueTask<RecoverableSignature> SignAsync(
        Func<IDigestSigner, CancellationToken, ValueTask<RecoverableSignature>> sign, CancellationToken cancellationToken) =>
        _vault.OpenAsync(_user, Address, sign, cancellationToken);
}
