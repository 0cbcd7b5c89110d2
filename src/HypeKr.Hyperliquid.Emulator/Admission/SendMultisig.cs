using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary><c>multiSig</c>: an action of a multi-sig account, what its signers signed, and who submits it.</summary>
/// <param name="ChainId">The chain of the outer signature, as it was sent.</param>
/// <param name="Signatures">What the signers signed: the inner action.</param>
/// <param name="User">The multi-sig account.</param>
/// <param name="OuterSigner">Who signs the wrapper.</param>
/// <param name="Inner">The action.</param>
internal sealed record SendMultisig(string ChainId, IReadOnlyList<WireSignature> Signatures, EthereumAddress User, EthereumAddress OuterSigner, EmulatedAction Inner) : EmulatedAction
{
    public static SendMultisig Read(WireShape action)
    {
        var payload = action.Member("payload");
        var inner = payload.Member("action");
        if (inner.Member("type").Text() == "multiSig") throw inner.Member("type").Wrong("an action that is not multiSig itself");
        return new SendMultisig(
            WireType.ChainId.Read(action.Member("signatureChainId")).Text,
            action.Member("signatures").Items(WireSignature.Read),
            payload.Member("multiSigUser").Address(),
            payload.Member("outerSigner").Address(),
            ExchangeRequest.ReadAction(inner));
    }

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(4).Text("type").Text("multiSig");
        PackRest(writer);
    }

    /// <summary>What the outer signature is over: everything but the type.</summary>
    public void PackWithoutType(MsgpackWriter writer)
    {
        writer.Map(3);
        PackRest(writer);
    }

    /// <summary>What the signers of an action of the chain sign: the account, the submitter, the action.</summary>
    public void PackInner(MsgpackWriter writer)
    {
        writer.Array(3).Text(User.ToLowerHex()).Text(OuterSigner.ToLowerHex());
        Inner.Pack(writer);
    }

    private void PackRest(MsgpackWriter writer)
    {
        writer.Text("signatureChainId").Text(ChainId).Text("signatures").Array(Signatures.Count);
        foreach (var signature in Signatures)
        {
            writer.Map(3).Text("r").Text(Trimmed(signature.R)).Text("s").Text(Trimmed(signature.S)).Text("v").Unsigned(signature.V);
        }

        writer.Text("payload").Map(3).Text("multiSigUser").Text(User.ToLowerHex()).Text("outerSigner").Text(OuterSigner.ToLowerHex()).Text("action");
        Inner.Pack(writer);
    }

    // The venue reads r and s as numbers and writes them without leading zeros, and so they are hashed.
    private static string Trimmed(byte[] scalar)
    {
        var digits = Convert.ToHexStringLower(scalar).TrimStart('0');
        return digits.Length == 0 ? "0x0" : $"0x{digits}";
    }
}
