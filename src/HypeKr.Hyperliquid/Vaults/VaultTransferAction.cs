using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Deposits into a vault, or withdraws from it. Wire: <c>vaultTransfer</c>, with <c>vaultAddress</c>, <c>isDeposit</c>, <c>usd</c> in millionths.</summary>
/// <remarks>Signed for the depositor: the envelope names no vault.</remarks>
public sealed class VaultTransferAction : L1Action
{
    /// <summary>An amount to move.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="isDeposit">True into the vault, false out of it.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public VaultTransferAction(EthereumAddress vault, bool isDeposit, decimal amount)
    {
        Vault = ActionArgument.Address(vault, "the vault");
        IsDeposit = isDeposit;
        Amount = ActionArgument.Usd(amount, "the amount", min: 0.000001m);
    }

    /// <inheritdoc/>
    public override string Type => "vaultTransfer";

    /// <summary>The vault. Wire: <c>vaultAddress</c>.</summary>
    public EthereumAddress Vault { get; }

    /// <summary>Into the vault, or out of it. Wire: <c>isDeposit</c>.</summary>
    public bool IsDeposit { get; }

    /// <summary>USDC to move. Wire: <c>usd</c>.</summary>
    public decimal Amount { get; }

    internal override void Describe(ActionFacts facts)
    {
        if (IsDeposit) facts.Destination(Vault);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("vaultTransfer"u8);
        writer.Name("vaultAddress"u8);
        writer.Address(Vault);
        writer.Name("isDeposit"u8);
        writer.Boolean(IsDeposit);
        writer.Name("usd"u8);
        writer.Integer(ActionArgument.UsdUnits(Amount));
        writer.EndMap();
    }
}
