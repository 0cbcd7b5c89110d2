namespace HypeKr.Calibration;

/// <summary>How the two numbers of a Venn-Abers interval become one probability. No merged number carries the interval's guarantee.</summary>
public enum VennAbersMerge
{
    /// <summary>p1 / (1 - p0 + p1): minimises the worst case of log loss (Vovk, Petej and Fedorova 2015).</summary>
    LogMinimax,

    /// <summary>p1 + p0²/2 - p1²/2: minimises the worst case of the Brier score.</summary>
    BrierMinimax,

    /// <summary>(p0 + p1) / 2.</summary>
    Midpoint,
}
