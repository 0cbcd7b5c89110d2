using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What is behind "User or API Wallet 0x… does not exist" and "Must deposit before performing actions": whose signature the venue saw, and which causes fit.</summary>
public sealed class SignerDiagnosis
{
    private SignerDiagnosis(EthereumAddress? recovered, EthereumAddress signer)
    {
        (RecoveredAddress, SignerAddress) = (recovered, signer);
        Causes = recovered switch
        {
            null => [SignerFault.NoDeposit, SignerFault.OtherNetwork],
            { } address when address == signer => [SignerFault.NotApproved, SignerFault.Lapsed, SignerFault.NoDeposit, SignerFault.OtherNetwork],
            _ => [SignerFault.Encoding, SignerFault.SignedForOtherNetwork, SignerFault.AccountMissing],
        };
    }

    /// <summary>The address in the venue's words: as a rule what it recovered from the signature. Null where it names none.</summary>
    public EthereumAddress? RecoveredAddress { get; }

    /// <summary>The address of the signer that signed.</summary>
    public EthereumAddress SignerAddress { get; }

    /// <summary>Whether both are the same, so that the signature was read as it was meant; null where the venue names no address.</summary>
    public bool? SignatureWasUnderstood => RecoveredAddress is { } recovered ? recovered == SignerAddress : null;

    /// <summary>The causes that fit, the likeliest first.</summary>
    public IReadOnlyList<SignerFault> Causes { get; }

    /// <summary>The same in words, with fingerprints in place of addresses.</summary>
    public override string ToString() => RecoveredAddress switch
    {
        null => $"the account of the signer {SignerAddress.Fingerprint} has had no deposit on this network",
        { } recovered when recovered == SignerAddress =>
            $"the signature was read as meant, but {SignerAddress.Fingerprint} is neither an account with a deposit nor an approved agent on this network: it was not approved for this account, its approval lapsed or went to another of its name, or it belongs to the other network; {nameof(HyperliquidAccount.VerifySignerAsync)} tells which",
        { } recovered =>
            $"the venue recovered {recovered.Fingerprint} but the signer is {SignerAddress.Fingerprint}: what was signed is not what the venue read, as with a decimal that is not normalised, members out of order or the other network's signature, or the address named is the account and not the signer",
    };

    internal static SignerDiagnosis? From(RejectionKind kind, string text, EthereumAddress signer) =>
        kind is not (RejectionKind.UnknownSigner or RejectionKind.MustDeposit) ? null : new(AddressRedaction.FindFirst(text), signer);
}
