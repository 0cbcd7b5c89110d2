namespace HypeKr.Delphi;

/// <summary>What a panel makes of one outcome of a question with several.</summary>
/// <param name="Outcome">The outcome, as the question names it.</param>
/// <param name="Probability">Its probability; those of all outcomes sum to 1.</param>
/// <param name="Spread">Population standard deviation of the panelists' probabilities for it.</param>
public sealed record OutcomeEstimate(string Outcome, double Probability, double Spread);
