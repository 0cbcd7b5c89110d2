namespace HypeKr.Calibration;

/// <summary>On which scale forecast and market are blended.</summary>
public enum BlendScale
{
    /// <summary>alpha · forecast + (1 - alpha) · market. Needs nothing of its inputs, and stays between them.</summary>
    Linear,

    /// <summary>The same of log odds: prices near 0 and 1 keep their weight. Forecasts and prices must not be 0 or 1.</summary>
    LogOdds,
}
