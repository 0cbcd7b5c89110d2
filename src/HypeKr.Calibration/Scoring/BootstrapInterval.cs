namespace HypeKr.Calibration;

/// <summary>A statistic with its percentile interval under resampling.</summary>
/// <param name="Estimate">The statistic of the data itself.</param>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Level">The share of resamples between the ends, for example 0.95.</param>
/// <param name="Draws">How many resamples had a value.</param>
/// <param name="Seed">The seed of the resampling.</param>
public readonly record struct BootstrapInterval(double Estimate, double Lower, double Upper, double Level, int Draws, ulong Seed);
