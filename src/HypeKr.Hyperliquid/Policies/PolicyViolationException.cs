namespace HypeKr.Hyperliquid;

/// <summary>An account's policy does not allow an action. Nothing was signed.</summary>
public sealed class PolicyViolationException : HyperliquidException
{
    internal PolicyViolationException(string rule, string actionType, string? value, string message)
        : base(message) => (Rule, ActionType, Value) = (rule, actionType, value);

    /// <summary>The rule, by the name of its property of <see cref="TradingPolicy"/>.</summary>
    public string Rule { get; }

    /// <summary>The wire type of the action, or of the action inside a multi-sig action.</summary>
    public string ActionType { get; }

    /// <summary>What broke the rule: a coin, an amount, a full address; null where it is the type itself.</summary>
    public string? Value { get; }
}
