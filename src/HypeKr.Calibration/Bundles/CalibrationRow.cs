namespace HypeKr.Calibration;

/// <summary>One resolved forecast to calibrate on.</summary>
/// <param name="Raw">The forecast before calibration: the panel's aggregate before it was extremised.</param>
/// <param name="Category">The category of the question.</param>
/// <param name="Outcome">What the question came to.</param>
/// <param name="Market">The market's probability when the forecast was made, if there was one: rows with it teach how far to trust the forecast against the market.</param>
public readonly record struct CalibrationRow(RawProbability Raw, string Category, BinaryOutcome Outcome, double? Market = null);
