using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Pays out to the depositors of a vault that the account leads, or closes it. Wire: <c>vaultDistribute</c>, with <c>vaultAddress</c>, <c>usd</c> in millionths.</summary>
public sealed class VaultDistributeAction : L1Action
{
    /// <summary>An amount to pay out.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="amount">USDC, or 0 to close the vault: at most 6 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public VaultDistributeAction(EthereumAddress vault, decimal amount)
    {
        Vault = ActionArgument.Address(vault, "the vault");
        Amount = ActionArgument.Usd(amount, "the amount", min: 0m);
    }

    /// <inheritdoc/>
    public override string Type => "vaultDistribute";

    /// <summary>The vault. Wire: <c>vaultAddress</c>.</summary>
    public EthereumAddress Vault { get; }

    /// <summary>USDC to pay out; 0 closes the vault. Wire: <c>usd</c>.</summary>
    public decimal Amount { get; }

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts) => facts.Destination(Vault);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("vaultDistribute"u8);
        writer.Name("vaultAddress"u8);
        writer.Address(Vault);
        writer.Name("usd"u8);
        writer.Integer(ActionArgument.UsdUnits(Amount));
        writer.EndMap();
    }
}
