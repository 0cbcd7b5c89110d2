namespace HypeKr.Delphi;

/// <summary>What an <see cref="AggregationRule"/> reads of a <see cref="PanelForecasts"/> beside the best estimates.</summary>
[Flags]
public enum PanelInputs
{
    /// <summary>The best estimates alone.</summary>
    None = 0,

    /// <summary><see cref="PanelForecasts.Lower"/> and <see cref="PanelForecasts.Upper"/>.</summary>
    Interval = 1,

    /// <summary><see cref="PanelForecasts.FirstBest"/>.</summary>
    FirstRound = 2,

    /// <summary><see cref="PanelForecasts.FirstLower"/> and <see cref="PanelForecasts.FirstUpper"/>.</summary>
    FirstRoundInterval = 4,

    /// <summary><see cref="PanelForecasts.MetaPrediction"/>.</summary>
    MetaPrediction = 8,

    /// <summary><see cref="PanelForecasts.Weights"/>.</summary>
    Weights = 16,

    /// <summary><see cref="PanelForecasts.PastBrier"/>.</summary>
    PastBrier = 32,

    /// <summary><see cref="PanelForecasts.Confidence"/>.</summary>
    Confidence = 64,

    /// <summary><see cref="PanelForecasts.History"/>.</summary>
    History = 128,
}
