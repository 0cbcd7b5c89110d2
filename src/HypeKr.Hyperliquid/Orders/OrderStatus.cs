using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What became of an order. Wire: the <c>status</c> of <c>orderStatus</c>, <c>historicalOrders</c> and <c>orderUpdates</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<OrderStatus>))]
public readonly struct OrderStatus : IEquatable<OrderStatus>, IWireWord<OrderStatus>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public OrderStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Rests on the book. Wire: <c>open</c>.</summary>
    public static OrderStatus Open { get; } = new("open");

    /// <summary>Filled completely. Wire: <c>filled</c>.</summary>
    public static OrderStatus Filled { get; } = new("filled");

    /// <summary>Cancelled by its owner. Wire: <c>canceled</c>.</summary>
    public static OrderStatus Canceled { get; } = new("canceled");

    /// <summary>A trigger order whose trigger fired. Wire: <c>triggered</c>.</summary>
    public static OrderStatus Triggered { get; } = new("triggered");

    /// <summary>Refused. Wire: <c>rejected</c>.</summary>
    public static OrderStatus Rejected { get; } = new("rejected");

    /// <summary>Cancelled for want of margin. Wire: <c>marginCanceled</c>.</summary>
    public static OrderStatus MarginCanceled { get; } = new("marginCanceled");

    /// <summary>Cancelled by a withdrawal from the vault. Wire: <c>vaultWithdrawalCanceled</c>.</summary>
    public static OrderStatus VaultWithdrawalCanceled { get; } = new("vaultWithdrawalCanceled");

    /// <summary>Cancelled at the open interest cap. Wire: <c>openInterestCapCanceled</c>.</summary>
    public static OrderStatus OpenInterestCapCanceled { get; } = new("openInterestCapCanceled");

    /// <summary>Cancelled rather than trade with its owner. Wire: <c>selfTradeCanceled</c>.</summary>
    public static OrderStatus SelfTradeCanceled { get; } = new("selfTradeCanceled");

    /// <summary>A reduce-only order that no longer reduced. Wire: <c>reduceOnlyCanceled</c>.</summary>
    public static OrderStatus ReduceOnlyCanceled { get; } = new("reduceOnlyCanceled");

    /// <summary>The other order of its pair filled. Wire: <c>siblingFilledCanceled</c>.</summary>
    public static OrderStatus SiblingFilledCanceled { get; } = new("siblingFilledCanceled");

    /// <summary>The asset was delisted. Wire: <c>delistedCanceled</c>.</summary>
    public static OrderStatus DelistedCanceled { get; } = new("delistedCanceled");

    /// <summary>Its owner was liquidated. Wire: <c>liquidatedCanceled</c>.</summary>
    public static OrderStatus LiquidatedCanceled { get; } = new("liquidatedCanceled");

    /// <summary>The outcome was settled. Wire: <c>outcomeSettledCanceled</c>.</summary>
    public static OrderStatus OutcomeSettledCanceled { get; } = new("outcomeSettledCanceled");

    /// <summary>Cancelled by the dead man's switch. Wire: <c>scheduledCancel</c>.</summary>
    public static OrderStatus ScheduledCancel { get; } = new("scheduledCancel");

    /// <summary>Cancelled by the venue. Wire: <c>internalCancel</c>.</summary>
    public static OrderStatus InternalCancel { get; } = new("internalCancel");

    /// <summary>Price off the grid. Wire: <c>tickRejected</c>.</summary>
    public static OrderStatus TickRejected { get; } = new("tickRejected");

    /// <summary>Value too small. Wire: <c>minTradeNtlRejected</c>.</summary>
    public static OrderStatus MinTradeNotionalRejected { get; } = new("minTradeNtlRejected");

    /// <summary>Too little margin. Wire: <c>perpMarginRejected</c>.</summary>
    public static OrderStatus PerpMarginRejected { get; } = new("perpMarginRejected");

    /// <summary>Would have increased the position. Wire: <c>reduceOnlyRejected</c>.</summary>
    public static OrderStatus ReduceOnlyRejected { get; } = new("reduceOnlyRejected");

    /// <summary>Post-only that would have matched. Wire: <c>badAloPxRejected</c>.</summary>
    public static OrderStatus BadAloPriceRejected { get; } = new("badAloPxRejected");

    /// <summary>Immediate-or-cancel with nothing to match. Wire: <c>iocCancelRejected</c>.</summary>
    public static OrderStatus IocCancelRejected { get; } = new("iocCancelRejected");

    /// <summary>Trigger price on the wrong side. Wire: <c>badTriggerPxRejected</c>.</summary>
    public static OrderStatus BadTriggerPriceRejected { get; } = new("badTriggerPxRejected");

    /// <summary>No liquidity for a market order. Wire: <c>marketOrderNoLiquidityRejected</c>.</summary>
    public static OrderStatus MarketOrderNoLiquidityRejected { get; } = new("marketOrderNoLiquidityRejected");

    /// <summary>Would have increased a position at the cap. Wire: <c>positionIncreaseAtOpenInterestCapRejected</c>.</summary>
    public static OrderStatus PositionIncreaseAtOpenInterestCapRejected { get; } = new("positionIncreaseAtOpenInterestCapRejected");

    /// <summary>Would have flipped a position at the cap. Wire: <c>positionFlipAtOpenInterestCapRejected</c>.</summary>
    public static OrderStatus PositionFlipAtOpenInterestCapRejected { get; } = new("positionFlipAtOpenInterestCapRejected");

    /// <summary>Priced beyond the oracle at the cap. Wire: <c>tooAggressiveAtOpenInterestCapRejected</c>.</summary>
    public static OrderStatus TooAggressiveAtOpenInterestCapRejected { get; } = new("tooAggressiveAtOpenInterestCapRejected");

    /// <summary>Would have raised open interest too quickly. Wire: <c>openInterestIncreaseRejected</c>.</summary>
    public static OrderStatus OpenInterestIncreaseRejected { get; } = new("openInterestIncreaseRejected");

    /// <summary>Too little spot balance. Wire: <c>insufficientSpotBalanceRejected</c>.</summary>
    public static OrderStatus InsufficientSpotBalanceRejected { get; } = new("insufficientSpotBalanceRejected");

    /// <summary>Too far from the oracle price. Wire: <c>oracleRejected</c>.</summary>
    public static OrderStatus OracleRejected { get; } = new("oracleRejected");

    /// <summary>Beyond the margin tier at this leverage. Wire: <c>perpMaxPositionRejected</c>.</summary>
    public static OrderStatus PerpMaxPositionRejected { get; } = new("perpMaxPositionRejected");

    /// <summary>Too many open orders. Wire: <c>tooManyOpenOrdersRejected</c>.</summary>
    public static OrderStatus TooManyOpenOrdersRejected { get; } = new("tooManyOpenOrdersRejected");

    /// <summary>Whether nothing more can happen to the order: every word but <see cref="Open"/> and <see cref="Triggered"/>. A word that is not known is one of an ending, so that nobody waits for ever.</summary>
    public bool IsTerminal => Value.Length > 0 && this != Open && this != Triggered;

    /// <summary>Whether the order was cancelled, by anybody: known by the word's ending.</summary>
    public bool IsCanceled => Value.EndsWith("anceled", StringComparison.Ordinal) || Value.EndsWith("Cancel", StringComparison.Ordinal);

    /// <summary>Whether the order was refused: known by the word's ending.</summary>
    public bool IsRejected => Value.EndsWith("ejected", StringComparison.Ordinal);

    static OrderStatus IWireWord<OrderStatus>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(OrderStatus other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OrderStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(OrderStatus left, OrderStatus right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(OrderStatus left, OrderStatus right) => !left.Equals(right);
}
