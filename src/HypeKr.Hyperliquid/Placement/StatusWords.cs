namespace HypeKr.Hyperliquid;

/// <summary>What the status words of refused orders mean, in the terms of refusals.</summary>
internal static class StatusWords
{
    public static RejectionKind RefusalOf(OrderStatus status) => status.Value switch
    {
        "tickRejected" => RejectionKind.Tick,
        "minTradeNtlRejected" => RejectionKind.MinTradeNotional,
        "perpMarginRejected" => RejectionKind.PerpMargin,
        "reduceOnlyRejected" => RejectionKind.ReduceOnly,
        "badAloPxRejected" => RejectionKind.BadAloPrice,
        "iocCancelRejected" => RejectionKind.IocCancel,
        "badTriggerPxRejected" => RejectionKind.BadTriggerPrice,
        "marketOrderNoLiquidityRejected" => RejectionKind.MarketOrderNoLiquidity,
        "positionIncreaseAtOpenInterestCapRejected" or "positionFlipAtOpenInterestCapRejected" => RejectionKind.OpenInterestCap,
        "tooAggressiveAtOpenInterestCapRejected" => RejectionKind.TooAggressiveAtOpenInterestCap,
        "openInterestIncreaseRejected" => RejectionKind.OpenInterestIncrease,
        "insufficientSpotBalanceRejected" => RejectionKind.InsufficientSpotBalance,
        "oracleRejected" => RejectionKind.Oracle,
        "perpMaxPositionRejected" => RejectionKind.PerpMaxPosition,
        "tooManyOpenOrdersRejected" => RejectionKind.TooManyOpenOrders,
        _ => RejectionKind.Other,
    };
}
