namespace HypeKr.Delphi;

/// <summary>What becomes of a run that is cancelled.</summary>
public enum CancellationBehavior
{
    /// <summary><see cref="OperationCanceledException"/>, and no result.</summary>
    Throw,

    /// <summary>A result marked <see cref="ExitReason.Cancelled"/> with the rounds that were finished; without one it has no forecast.</summary>
    Partial,
}
