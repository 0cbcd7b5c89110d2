namespace HypeKr.Calibration;

/// <summary>Which parameters of logit P = a·ln s - b·ln(1 - s) + c are free.</summary>
public enum BetaForm
{
    /// <summary>a, b and c.</summary>
    Abm,

    /// <summary>a = b and c: a straight line through logits.</summary>
    Am,

    /// <summary>a and b; a half stays a half, so c = (a - b)·ln 2.</summary>
    Ab,
}
