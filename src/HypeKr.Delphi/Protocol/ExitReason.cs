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
}
