namespace HypeKr.Hyperliquid;

/// <summary>How an account's balances work together. Wire: <c>abstraction</c> of <c>userSetAbstraction</c>, and as one letter of <c>agentSetAbstraction</c>.</summary>
public enum AbstractionMode
{
    /// <summary>Perp and spot balances are apart. Wire: <c>disabled</c>, <c>i</c>.</summary>
    Disabled,

    /// <summary>One balance for all markets. Wire: <c>unifiedAccount</c>, <c>u</c>.</summary>
    UnifiedAccount,

    /// <summary>Margin by the risk of the whole account. Wire: <c>portfolioMargin</c>, <c>p</c>.</summary>
    PortfolioMargin,
}
