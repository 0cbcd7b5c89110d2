namespace HypeKr.Calibration;

/// <summary>The last question before a trade: is this side worth its price at this quote.</summary>
internal static class Gate
{
    public static ForecastDecision At(MarketQuote quote, ContractSide side, double probabilityOfYes, TimeSpan maximumAge, decimal minimumEdge) =>
        At(in quote, quote.Problem(maximumAge), side, probabilityOfYes, maximumAge, minimumEdge);

    /// <summary>The same where the quote has been looked at already.</summary>
    public static ForecastDecision At(in MarketQuote quote, SkipReason? problem, ContractSide side, double probabilityOfYes, TimeSpan maximumAge, decimal minimumEdge)
    {
        if (problem is { } unsound) return Unsound(unsound, quote, maximumAge);
        var cost = quote.CostOf(side);
        var edge = quote.EdgeOf(side, probabilityOfYes);

        // A contract that costs 1 or more cannot win anything, whatever the probability.
        return edge <= minimumEdge || cost >= 1 ? NoEdge(side, probabilityOfYes, cost, edge, minimumEdge) : new ForecastDecision.Trade(side, cost, edge);
    }

    // Apart, so that what the text needs is captured where it is needed only.
    private static ForecastDecision.Skip Unsound(SkipReason problem, MarketQuote quote, TimeSpan maximumAge) => new(problem, () => problem switch
    {
        SkipReason.StaleQuote => string.Create(CultureInfo.InvariantCulture, $"the quote is {quote.Age.TotalSeconds:0.#} s old, and {maximumAge.TotalSeconds:0.#} s is the most"),
        SkipReason.CrossedQuote => string.Create(CultureInfo.InvariantCulture, $"the bid {quote.Bid} is above the ask {quote.Ask}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"one side of the book is empty: bid {quote.Bid}, ask {quote.Ask}"),
    });

    private static ForecastDecision.Skip NoEdge(ContractSide side, double probabilityOfYes, decimal cost, decimal edge, decimal minimumEdge) => new(SkipReason.NoEdgeAfterCosts, () => string.Create(CultureInfo.InvariantCulture, $"{(side == ContractSide.Yes ? "YES" : "NO")} is worth {(side == ContractSide.Yes ? probabilityOfYes : 1 - probabilityOfYes):0.000} and costs {cost:0.000} with its fee: an edge of {edge:0.000}, and more than {minimumEdge:0.###} is needed"));
}
