using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Moves a spot token between an account and its sub-account. Wire: <c>subAccountSpotTransfer</c>, with <c>subAccountUser</c>, <c>isDeposit</c>, <c>token</c>, <c>amount</c>.</summary>
/// <remarks>Signed for the master account: the envelope names no vault.</remarks>
public sealed class SubAccountSpotTransferAction : L1Action
{
    /// <summary>An amount to move.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="isDeposit">True into the sub-account, false out of it.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SubAccountSpotTransferAction(EthereumAddress subAccount, bool isDeposit, TokenName token, decimal amount)
    {
        SubAccount = ActionArgument.Address(subAccount, "the sub-account");
        IsDeposit = isDeposit;
        Token = token;
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
    }

    /// <inheritdoc/>
    public override string Type => "subAccountSpotTransfer";

    /// <summary>The sub-account. Wire: <c>subAccountUser</c>.</summary>
    public EthereumAddress SubAccount { get; }

    /// <summary>Into the sub-account, or out of it. Wire: <c>isDeposit</c>.</summary>
    public bool IsDeposit { get; }

    /// <summary>The token. Wire: <c>token</c>.</summary>
    public TokenName Token { get; }

    /// <summary>Units of the token to move. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    internal override void Describe(ActionFacts facts)
    {
        if (IsDeposit) facts.Destination(SubAccount);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(5);
        writer.Name("type"u8);
        writer.Text("subAccountSpotTransfer"u8);
        writer.Name("subAccountUser"u8);
        writer.Address(SubAccount);
        writer.Name("isDeposit"u8);
        writer.Boolean(IsDeposit);
        writer.Name("token"u8);
        writer.Text(Token.Value);
        writer.Name("amount"u8);
        writer.Decimal(Amount);
        writer.EndMap();
    }
}
