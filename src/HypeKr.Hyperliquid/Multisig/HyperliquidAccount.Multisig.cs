namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Proposing and submitting actions of a multi-sig account, whose address this account has and whose leader the signer is.</summary>
    public MultisigClient Multisig => field ??= new(this);
}
