namespace HypeKr.Calibration;

/// <summary>Which map turns a raw probability into a calibrated one.</summary>
public enum CalibrationMethod
{
    /// <summary>The raw probability as it is: nothing was fitted, or nothing was shown to help.</summary>
    Identity,

    /// <summary>Platt scaling of log odds: logit P = a·logit s + c, that is <see cref="BetaForm.Am"/>.</summary>
    Platt,

    /// <summary>Beta calibration with three parameters, <see cref="BetaForm.Abm"/>.</summary>
    Beta,

    /// <summary>Isotonic regression.</summary>
    Isotonic,

    /// <summary>The log-minimax merge of the Venn-Abers interval.</summary>
    VennAbers,
}
