namespace HypeKr.Hyperliquid;

/// <summary>What a <see cref="BorrowLendAction"/> does. Wire: <c>operation</c>.</summary>
public enum LendingOperation
{
    /// <summary>Lends a token out. Wire: <c>supply</c>.</summary>
    Supply,

    /// <summary>Takes back what was supplied. Wire: <c>withdraw</c>.</summary>
    Withdraw,

    /// <summary>Pays back what was borrowed. Wire: <c>repay</c>.</summary>
    Repay,

    /// <summary>Borrows a token. Wire: <c>borrow</c>.</summary>
    Borrow,
}
