using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>One signature of a proposal, and whose it is: the address that it recovers to.</summary>
public sealed record MultisigSignature
{
    internal MultisigSignature(EthereumAddress signer, RecoverableSignature signature) => (Signer, Signature) = (signer, signature);

    /// <summary>Who signed.</summary>
    public EthereumAddress Signer { get; }

    /// <summary>The signature.</summary>
    public RecoverableSignature Signature { get; }

    /// <summary>The fingerprint of the signer.</summary>
    public override string ToString() => Signer.Fingerprint;
}
