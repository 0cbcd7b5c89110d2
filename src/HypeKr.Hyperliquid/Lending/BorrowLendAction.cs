using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Supplies, withdraws, borrows or repays a token. Wire: <c>borrowLend</c>, with <c>operation</c>, <c>token</c>, <c>amount</c>, which is <c>null</c> for the maximum.</summary>
public sealed class BorrowLendAction : L1Action
{
    /// <summary>What to do.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="token">The index of the token, as in <c>spotMeta.tokens</c>.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits. Null is as much as possible.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public BorrowLendAction(LendingOperation operation, int token, decimal? amount = null)
    {
        Operation = ActionArgument.Defined(operation, "the operation");
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Amount = amount is { } value ? ActionArgument.Decimal(value, "the amount", min: 0.00000001m) : null;
    }

    /// <inheritdoc/>
    public override string Type => "borrowLend";

    /// <summary>What is done. Wire: <c>operation</c>.</summary>
    public LendingOperation Operation { get; }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>Units of the token; null for as much as possible. Wire: <c>amount</c>.</summary>
    public decimal? Amount { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.UnnamedCoins(string.Create(CultureInfo.InvariantCulture, $"token {Token}"));

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("borrowLend"u8);
        writer.Name("operation"u8);
        writer.Text(Operation switch { LendingOperation.Supply => "supply"u8, LendingOperation.Withdraw => "withdraw"u8, LendingOperation.Repay => "repay"u8, _ => "borrow"u8 });
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("amount"u8);
        if (Amount is { } amount) writer.Decimal(amount);
        else writer.Null();
        writer.EndMap();
    }
}
