namespace HypeKr.Delphi;

/// <summary>What the medians of a round's panelists add up to.</summary>
/// <param name="Aggregate">Median of the persona medians, before any extremisation: the number to record, fit and calibrate.</param>
/// <param name="Extremized">The aggregate after <see cref="PanelDefinition.Extremization"/>. Never fit a calibrator on it.</param>
/// <param name="GeometricMeanOfOdds">Geometric mean of odds of the persona medians, clipped by <see cref="PanelDefinition.OddsClip"/>.</param>
/// <param name="Spread">Population standard deviation of the persona medians.</param>
/// <param name="Confidence">1 - min(spread / <see cref="PanelDefinition.ConfidenceSpread"/>, 1). A statement about agreement, not about being right.</param>
/// <param name="Panelists">How many panelists answered.</param>
public sealed record PanelEstimate(double Aggregate, double Extremized, double GeometricMeanOfOdds, double Spread, double Confidence, int Panelists)
{
    internal static PanelEstimate From(PanelDefinition definition, ReadOnlySpan<double> medians)
    {
        var aggregate = Aggregators.Median(medians);
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
