namespace HypeKr.Calibration;

/// <summary>The stages of one row of a batch, as numbers: what a table of forecasts is filled with. It cannot be sized; only a <see cref="CalibratedForecast"/> can.</summary>
/// <param name="Isotonic">What isotonic calibration alone says.</param>
/// <param name="Lower">p0 of the Venn-Abers interval.</param>
/// <param name="Upper">p1 of the Venn-Abers interval.</param>
/// <param name="Calibrated">The adopted map's value: column calibrated_prob.</param>
/// <param name="Blended">After shrinkage toward the market: column blended_prob. NaN where the row has no market price.</param>
/// <param name="Set">The conformal set at the bundle's alpha.</param>
public readonly record struct CalibratedRow(double Isotonic, double Lower, double Upper, double Calibrated, double Blended, BinarySet Set);
