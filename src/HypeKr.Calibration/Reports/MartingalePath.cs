namespace HypeKr.Calibration;

/// <summary>The evidence of a monitor after each row: what a unit has become that was staked against "nothing is wrong".</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Log10Wealth">The decimal logarithm of the wealth after each forecast, from a start at 0; for example <see cref="ExchangeabilityMonitor.Path"/>.</param>
public sealed record MartingalePath(string Name, IReadOnlyList<double> Log10Wealth);
