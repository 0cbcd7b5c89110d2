namespace HypeKr.Delphi;

/// <summary>What the medians of a round's panelists add up to.</summary>
/// <param name="Aggregate">The panel's <see cref="PanelDefinition.Aggregation"/> of the persona medians, before any extremisation: the number to record, fit and calibrate.</param>
/// <param name="Extremized">The aggregate after <see cref="PanelDefinition.Extremization"/>. Never fit a calibrator on it.</param>
/// <param name="GeometricMeanOfOdds">Geometric mean of odds of the persona medians, clipped by <see cref="PanelDefinition.OddsClip"/>.</param>
/// <param name="Spread">Population standard deviation of the persona medians.</param>
/// <param name="Confidence">1 - min(spread / <see cref="PanelDefinition.ConfidenceSpread"/>, 1). A statement about agreement, not about being right.</param>
/// <param name="Panelists">How many panelists answered.</param>
public sealed record PanelEstimate(double Aggregate, double Extremized, double GeometricMeanOfOdds, double Spread, double Confidence, int Panelists)
{
    internal static PanelEstimate From(PanelDefinition definition, IReadOnlyList<PanelistRound> answered)
    {
        double[] medians = [.. answered.Select(panelist => panelist.Median!.Value)];
        var isInterval = definition.Elicitation == Elicitation.ThreePoint;
        var aggregate = AggregationRule.Get(definition.Aggregation).Aggregate(new PanelForecasts(medians)
        {
            Lower = isInterval ? [.. answered.Select(panelist => panelist.Lower!.Value)] : [],
            Upper = isInterval ? [.. answered.Select(panelist => panelist.Upper!.Value)] : [],
        });
        var spread = Consensus.PopulationStandardDeviation(medians);
        return new PanelEstimate(
            aggregate,
            definition.Extremization.Apply(aggregate, spread),
            Aggregators.GeometricMeanOfOdds(medians, definition.OddsClip),
            spread,
            Consensus.Confidence(spread, definition.ConfidenceSpread),
            medians.Length);
    }
}
