namespace HypeKr.Hyperliquid;

/// <summary>What was noticed about an order that was sent all the same.</summary>
/// <remarks>The venue decides these with prices and rules of its own: refusing a valid order here, a close above all, would lose money.</remarks>
public enum OrderWarningKind
{
    /// <summary>Worth less than the venue's minimum of 10 in quote currency.</summary>
    MinNotional,

    /// <summary>Larger than what the account can open at its leverage, or than the balance that is free.</summary>
    Margin,

    /// <summary>Priced so far from the reference price that the venue may refuse it.</summary>
    OracleBand,

    /// <summary>The book, as far as it was read, holds less than the order wants within its price.</summary>
    ThinBook,

    /// <summary>The builder was to have more than the user has approved: the fee was lowered to that, or left out where nothing is approved, or where that could not be read and the orders only reduce.</summary>
    BuilderFeeCapped,

    /// <summary>The trigger of a take-profit or stop-loss is on the wrong side of the price it is measured from: it starts at once, or the venue refuses it.</summary>
    TriggerSide,
}
