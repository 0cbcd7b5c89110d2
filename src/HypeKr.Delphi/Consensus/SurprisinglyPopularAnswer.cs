namespace HypeKr.Delphi;

/// <summary>The outcome of <see cref="Consensus.SurprisinglyPopular"/>.</summary>
/// <param name="Share">Share of the votes for YES.</param>
/// <param name="PredictedShare">Mean of the voters' predictions of that share.</param>
public readonly record struct SurprisinglyPopularAnswer(double Share, double PredictedShare)
{
    /// <summary>Whether YES is more popular than predicted.</summary>
    public bool IsYes => Share > PredictedShare;
}
