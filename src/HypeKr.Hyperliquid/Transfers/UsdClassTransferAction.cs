using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Moves USDC between the perp and the spot balance. Wire: <c>usdClassTransfer</c>, with <c>amount</c>, <c>toPerp</c> and <c>nonce</c>.</summary>
/// <remarks>For a sub-account the amount is followed by <c> subaccount:</c> and its address, in one text.</remarks>
public sealed class UsdClassTransferAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("usdClassTransfer");

    /// <summary>A transfer.</summary>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <param name="toPerp">True from spot to perps, false from perps to spot.</param>
    /// <param name="subAccount">The sub-account whose balances are meant; null for the account's own.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public UsdClassTransferAction(decimal amount, bool toPerp, EthereumAddress? subAccount = null)
    {
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
        ToPerp = toPerp;
        SubAccount = subAccount is { } sub ? ActionArgument.Address(sub, "the sub-account") : null;
    }

    /// <summary>USDC. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    /// <summary>To the perp balance, or to the spot balance. Wire: <c>toPerp</c>.</summary>
    public bool ToPerp { get; }

    /// <summary>The sub-account whose balances are meant, if any. Wire: <c>amount</c>.</summary>
    public EthereumAddress? SubAccount { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override ActsFor ActsFor => SubAccount is null ? ActsFor.OwnAccount : ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        if (SubAccount is { } subAccount) fields.String("amount"u8, $"{WireDecimal.ToText(Amount)} subaccount:{subAccount.ToLowerHex()}");
        else fields.Decimal("amount"u8, Amount);
        fields.Bool("toPerp"u8, ToPerp);
        fields.Nonce("nonce"u8, context);
    }
}
