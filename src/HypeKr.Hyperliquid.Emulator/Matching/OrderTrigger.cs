namespace HypeKr.Hyperliquid.Emulator;

/// <summary>When a trigger order becomes an order: as soon as the mark reaches a price from the other side.</summary>
/// <remarks>A stop buys above and sells below the market; a take profit does the opposite.</remarks>
internal sealed record OrderTrigger(decimal Price, bool IsAbove, bool IsMarket, bool IsStop)
{
    public static OrderTrigger Of(WireTrigger trigger, bool isBuy) =>
        new(trigger.Price.Value, isBuy == (trigger.Kind == "sl"), trigger.IsMarket, trigger.Kind == "sl");

    public bool IsMetBy(decimal mark) => IsAbove ? mark >= Price : mark <= Price;

    /// <summary>The <c>triggerCondition</c>.</summary>
    public string Condition => $"Price {(IsAbove ? "above" : "below")} {WireText.Plain(Price)}";

    /// <summary>The <c>orderType</c>.</summary>
    public string OrderType => (IsStop, IsMarket) switch
    {
        (true, true) => "Stop Market",
        (true, false) => "Stop Limit",
        (false, true) => "Take Profit Market",
        _ => "Take Profit Limit",
    };
}
