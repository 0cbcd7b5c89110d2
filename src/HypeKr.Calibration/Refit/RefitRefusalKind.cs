namespace HypeKr.Calibration;

/// <summary>Why a refit is not accepted.</summary>
public enum RefitRefusalKind
{
    /// <summary>The window has too few rows.</summary>
    TooFewRows,

    /// <summary>Too few rows are newer than the current bundle's data.</summary>
    TooFewNewRows,

    /// <summary>Nothing is left to fit on before the held-back tail.</summary>
    NoRowsBeforeTail,

    /// <summary>The new bundle is not shown to be better on the held-back tail.</summary>
    NoImprovement,
}
