using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>What an answer says: a probability in [0, 1], or the reason why there is none.</summary>
/// <remarks>The default value is an answer without a forecast, so that a forgotten one cannot pass as 0.</remarks>
public readonly record struct ParsedForecast
{
    private readonly bool _hasValue;
    private readonly double _probability;

    // NoForecast is stored as None, which makes the default value equal to it.
    private readonly ForecastParseError _error;

    private ParsedForecast(bool hasValue, double probability, ForecastParseError error) =>
        (_hasValue, _probability, _error) = (hasValue, probability, error);

    /// <summary>Whether there is a probability.</summary>
    public bool HasValue => _hasValue;

    /// <summary>The probability, in [0, 1], as written: neither clamped nor rounded. 0 and 1 are possible.</summary>
    /// <exception cref="InvalidOperationException">There is none; <see cref="Error"/> says why.</exception>
    public double Probability => _hasValue
        ? _probability
        : throw new InvalidOperationException($"The answer has no probability ({Error}); check HasValue first.");

    /// <summary>Why there is no probability, or <see cref="ForecastParseError.None"/> where there is one.</summary>
    public ForecastParseError Error => _hasValue || _error != ForecastParseError.None ? _error : ForecastParseError.NoForecast;

    /// <summary>The probability in invariant notation, or the name of the error.</summary>
    public override string ToString() => _hasValue ? _probability.ToString("R", CultureInfo.InvariantCulture) : Error.ToString();

    internal static ParsedForecast NoForecast => default;

    internal static ParsedForecast Ambiguous => new(false, 0, ForecastParseError.Ambiguous);

    internal static ParsedForecast OutOfRange => new(false, 0, ForecastParseError.OutOfRange);

    internal static ParsedForecast Refusal => new(false, 0, ForecastParseError.Refusal);

    /// <summary>A probability, or an error where <paramref name="value"/> is none.</summary>
    internal static ParsedForecast Of(double value) => value switch
    {
        double.NaN => NoForecast,
        < 0 or > 1 => OutOfRange,
        _ => new(true, value + 0.0, ForecastParseError.None), // + 0.0 turns -0 into 0
    };
}
