namespace HypeKr.Calibration;

/// <summary>A fitted map from scores to probabilities: immutable, safe to share, and without allocation.</summary>
/// <remarks>Every calibrator has a static <c>Fit</c> of its own, which says what it needs.</remarks>
public interface ICalibrator
{
    /// <summary>The calibrated probability of one score.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN, or outside what the calibrator takes.</exception>
    double Predict(double score);

    /// <summary>The calibrated probabilities of n scores, without allocation.</summary>
    /// <param name="scores">n scores.</param>
    /// <param name="destination">Room for n probabilities; may be the scores themselves.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN, or outside what the calibrator takes; the error names the row.</exception>
    void Predict(ReadOnlySpan<double> scores, Span<double> destination);
}
