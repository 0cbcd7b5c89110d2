using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Moves perp USDC between an account and its sub-account. Wire: <c>subAccountTransfer</c>, with <c>subAccountUser</c>, <c>isDeposit</c>, <c>usd</c> in millionths.</summary>
/// <remarks>Signed for the master account: the envelope names no vault.</remarks>
public sealed class SubAccountTransferAction : L1Action
{
    /// <summary>An amount to move.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="isDeposit">True into the sub-account, false out of it.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SubAccountTransferAction(EthereumAddress subAccount, bool isDeposit, decimal amount)
    {
        SubAccount = ActionArgument.Address(subAccount, "the sub-account");
        IsDeposit = isDeposit;
        Amount = ActionArgument.Usd(amount, "the amount", min: 0.000001m);
    }

    /// <inheritdoc/>
    public override string Type => "subAccountTransfer";

    /// <summary>The sub-account. Wire: <c>subAccountUser</c>.</summary>
    public EthereumAddress SubAccount { get; }

    /// <summary>Into the sub-account, or out of it. Wire: <c>isDeposit</c>.</summary>
    public bool IsDeposit { get; }

    /// <summary>USDC to move. Wire: <c>usd</c>.</summary>
    public decimal Amount { get; }

    internal override void Describe(ActionFacts facts)
    {
        if (IsDeposit) facts.Destination(SubAccount);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("subAccountTransfer"u8);
        writer.Name("subAccountUser"u8);
        writer.Address(SubAccount);
        writer.Name("isDeposit"u8);
        writer.Boolean(IsDeposit);
        writer.Name("usd"u8);
        writer.Integer(ActionArgument.UsdUnits(Amount));
        writer.EndMap();
    }
}
