namespace HypeKr.Calibration;

/// <summary>What a parametric fit aims at for a YES and for a NO.</summary>
public enum TargetRule
{
    /// <summary>(n₁ + 1) / (n₁ + 2) for YES and 1 / (n₀ + 2) for NO, with n₁ and n₀ the weights of the two classes (Platt 1999). Keeps the optimum finite for every table.</summary>
    Platt,

    /// <summary>1 and 0: maximum likelihood. Has no finite optimum where a score separates YES from NO.</summary>
    Labels,
}
