namespace HypeKr.Delphi;

/// <summary>Why an answer gave no probability.</summary>
public enum ForecastParseError
{
    /// <summary>There is a probability.</summary>
    None = 0,

    /// <summary>The model declined to give one.</summary>
    Refusal,

    /// <summary>The answer holds no forecast: empty, wordy, a placeholder, cut off before its value, or not a number.</summary>
    NoForecast,

    /// <summary>The answer holds a number that can be read in more than one way, or several that contradict each other.</summary>
    Ambiguous,

    /// <summary>The answer holds a number that is no probability. It is never clamped into range.</summary>
    OutOfRange,
}
