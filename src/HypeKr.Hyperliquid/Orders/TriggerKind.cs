namespace HypeKr.Hyperliquid;

/// <summary>Which way the mark price has to go for a trigger order to start. Wire: <c>tpsl</c>.</summary>
public enum TriggerKind
{
    /// <summary>Wire <c>tp</c>: a sell starts at or above the trigger price, a buy at or below it.</summary>
    TakeProfit,

    /// <summary>Wire <c>sl</c>: a sell starts at or below the trigger price, a buy at or above it.</summary>
    StopLoss,
}
