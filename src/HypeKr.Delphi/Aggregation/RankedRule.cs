namespace HypeKr.Delphi;

/// <summary>One row of <see cref="AggregationRanking"/>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Brier">Its mean Brier score over the panels, lower is better.</param>
/// <param name="LogLoss">Its mean logarithmic loss in nats, with aggregates cut to [0.01, 0.99].</param>
/// <param name="BrierDifference">Its Brier score minus the baseline's; below 0 is better.</param>
/// <param name="DifferenceLower">2.5 % quantile of that difference over bootstrap samples of questions.</param>
/// <param name="DifferenceUpper">97.5 % quantile.</param>
public sealed record RankedRule(AggregationRule Rule, double Brier, double LogLoss, double BrierDifference, double DifferenceLower, double DifferenceUpper);
