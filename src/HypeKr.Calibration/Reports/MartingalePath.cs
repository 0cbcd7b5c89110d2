namespace HypeKr.Calibration;

/// <summary>The wealth of a bet against calibration, after each forecast.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="LogWealth">The natural logarithm of the wealth after each forecast, from a start at 0.</param>
public sealed record MartingalePath(string Name, IReadOnlyList<double> LogWealth);
