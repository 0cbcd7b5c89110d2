namespace HypeKr.Calibration;

/// <summary>The paired test of a refit on the newest rows, which neither bundle was fitted on.</summary>
/// <param name="FirstDay">The first day of the held-back tail, by question creation.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="CurrentBrier">The Brier score of the current bundle's calibrated probabilities there; of the raw ones before the first bundle.</param>
/// <param name="CandidateBrier">The Brier score of a bundle fitted on the rows before the tail.</param>
/// <param name="StandardError">The standard error of the mean paired difference: what the rows show, or, where that is more, what they would show if both were equally good. The latter matters where events are rare and none has happened yet.</param>
/// <param name="Attempt">Which attempt to replace the current bundle this is, from 1.</param>
/// <param name="RequiredZ">How many standard errors better the candidate must be, at the level that this attempt spends.</param>
/// <param name="Margin">How much worse it may be.</param>
public readonly record struct RefitTest(DateOnly FirstDay, long Rows, double CurrentBrier, double CandidateBrier, double StandardError, int Attempt, double RequiredZ, double Margin)
{
    /// <summary>How many standard errors better the candidate is; 0 where both say the same.</summary>
    public double Z => StandardError > 0 ? (CurrentBrier - CandidateBrier + Margin) / StandardError : 0;

    /// <summary>Whether the candidate has shown what it must.</summary>
    public bool Passed => Z > RequiredZ || (StandardError == 0 && Margin > 0 && CurrentBrier == CandidateBrier);

    /// <summary>For example "on 240 rows from 2026-05-02: Brier 0.2011 now, 0.1894 refitted, z 2.95 of 2.16 at attempt 2".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"on {Rows} rows from {FirstDay:O}: Brier {CurrentBrier:0.0000} now, {CandidateBrier:0.0000} refitted, z {Z:0.00} of {RequiredZ:0.00} at attempt {Attempt}");
}
