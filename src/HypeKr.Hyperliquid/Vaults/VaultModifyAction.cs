using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Changes what a vault allows. Wire: <c>vaultModify</c>, with <c>vaultAddress</c>, <c>allowDeposits</c>, <c>alwaysCloseOnWithdraw</c>; what stays is <c>null</c>.</summary>
public sealed class VaultModifyAction : L1Action
{
    /// <summary>What to change.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="allowDeposits">Whether others may deposit; null leaves it as it is.</param>
    /// <param name="alwaysCloseOnWithdraw">Whether a withdrawal always closes its share of the positions; null leaves it as it is.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public VaultModifyAction(EthereumAddress vault, bool? allowDeposits = null, bool? alwaysCloseOnWithdraw = null)
    {
        Vault = ActionArgument.Address(vault, "the vault");
        AllowDeposits = allowDeposits;
        AlwaysCloseOnWithdraw = alwaysCloseOnWithdraw;
    }

    /// <inheritdoc/>
    public override string Type => "vaultModify";

    /// <summary>The vault. Wire: <c>vaultAddress</c>.</summary>
    public EthereumAddress Vault { get; }

    /// <summary>Whether others may deposit; null leaves it. Wire: <c>allowDeposits</c>.</summary>
    public bool? AllowDeposits { get; }

    /// <summary>Whether a withdrawal always closes its share of the positions; null leaves it. Wire: <c>alwaysCloseOnWithdraw</c>.</summary>
    public bool? AlwaysCloseOnWithdraw { get; }

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("vaultModify"u8);
        writer.Name("vaultAddress"u8);
        writer.Address(Vault);
        writer.Name("allowDeposits"u8);
        if (AllowDeposits is { } allowDeposits) writer.Boolean(allowDeposits);
        else writer.Null();
        writer.Name("alwaysCloseOnWithdraw"u8);
        if (AlwaysCloseOnWithdraw is { } alwaysCloseOnWithdraw) writer.Boolean(alwaysCloseOnWithdraw);
        else writer.Null();
        writer.EndMap();
    }
}
