namespace HypeKr.Calibration;

/// <summary>How probabilities of outcomes that exclude each other are made to sum to 1.</summary>
public enum CoherenceMethod
{
    /// <summary>Each is divided by their sum: ratios are kept, so long shots move little.</summary>
    Normalize,

    /// <summary>The nearest point, by squared distance, that sums to 1: the same amount is added to each, none below 0. It never raises the Brier score over the outcomes, whichever comes true.</summary>
    Project,
}
