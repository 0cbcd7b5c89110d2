namespace HypeKr.Delphi;

/// <summary>Why a panel ended.</summary>
public enum ExitReason
{
    /// <summary>The prescreen found the question unknowable; no round was held and there is no forecast.</summary>
    PrescreenSkipped,

    /// <summary>The last spread was below <see cref="StopRule.ConvergedBelow"/>.</summary>
    Converged,

    /// <summary>The spread stopped falling at a level that the panel can live with.</summary>
    Stalled,

    /// <summary>The allowed number of rounds was held.</summary>
    MaxRounds,

    /// <summary>The budget could not hold another round; the estimate is the last one's, and there is none if it could not hold the first.</summary>
    BudgetExhausted,

    /// <summary>The caller cancelled and had asked for what there was; the estimate is that of the last finished round, and there is none before the first.</summary>
    Cancelled,
}
