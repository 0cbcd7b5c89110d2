namespace HypeKr.Delphi;

/// <summary>What the panelists of a round add up to on a question with several outcomes.</summary>
/// <param name="Outcomes">One estimate an outcome, in the order of the question; their probabilities sum to 1.</param>
/// <param name="Spread">The largest spread of any outcome.</param>
/// <param name="Confidence">1 - min(spread / <see cref="PanelDefinition.ConfidenceSpread"/>, 1). A statement about agreement, not about being right.</param>
/// <param name="Panelists">How many panelists answered.</param>
public sealed record OutcomesEstimate(IReadOnlyList<OutcomeEstimate> Outcomes, double Spread, double Confidence, int Panelists)
{
    internal static OutcomesEstimate From(PanelDefinition definition, IReadOnlyList<PanelistRound> answered, IReadOnlyList<string> outcomes)
    {
        var rule = AggregationRule.Get(definition.Aggregation);
        var (values, spreads) = (new double[outcomes.Count], new double[outcomes.Count]);
        for (var outcome = 0; outcome < outcomes.Count; outcome++)
        {
            double[] column = [.. answered.Select(panelist => panelist.Medians![outcome])];

            // What nobody gives any chance keeps none: the cut before a logarithm would hand a share to every such outcome.
            (values[outcome], spreads[outcome]) = (Math.Clamp(rule.Aggregate(column), column.Min(), column.Max()), Consensus.PopulationStandardDeviation(column));
        }

        OutcomeShares.Normalize(values);
        var spread = spreads.Max();
        return new(
            [.. outcomes.Select((name, i) => new OutcomeEstimate(name, values[i], spreads[i]))],
            spread,
            Consensus.Confidence(spread, definition.ConfidenceSpread),
            answered.Count);
    }
}
