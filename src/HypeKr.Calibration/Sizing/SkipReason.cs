namespace HypeKr.Calibration;

/// <summary>Why a forecast is not traded. The first that applies, in this order.</summary>
public enum SkipReason
{
    /// <summary>The raw probability is outside the range the calibrator was fitted on.</summary>
    OutsideFittedRange,

    /// <summary>Calibration had no row of the category.</summary>
    CategoryNeverSeen,

    /// <summary>A label is in the conformal set only because its cell has too few rows.</summary>
    TooFewSamples,

    /// <summary>The conformal set is empty: the forecast is unlike those of either outcome.</summary>
    EmptySet,

    /// <summary>The conformal set holds both outcomes.</summary>
    SetOfBoth,

    /// <summary>The prices are older than allowed.</summary>
    StaleQuote,

    /// <summary>The bid is above the ask.</summary>
    CrossedQuote,

    /// <summary>One side of the book is empty, so that there is no market price.</summary>
    OneSidedQuote,

    /// <summary>The side that the conformal set names is not worth its price and fee.</summary>
    NoEdgeAfterCosts,

    /// <summary>It is worth them by its probability, but not by the worse end of its interval, and the stake was to rest on that.</summary>
    NoEdgeAtIntervalEnd,
}
