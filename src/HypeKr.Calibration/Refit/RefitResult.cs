using System.Text;

namespace HypeKr.Calibration;

/// <summary>What a refit came to: a bundle to publish, or the reasons against it; and what changes, category by category.</summary>
public sealed class RefitResult
{
    internal RefitResult(CalibratorBundle? candidate, IReadOnlyList<RefitRefusal> refusals, RefitTest? test, IReadOnlyList<RefitChange> changes, RefitState state) => (Candidate, Refusals, Test, Changes, State) = (candidate, refusals, test, changes, state);

    /// <summary>Whether the refit is accepted.</summary>
    public bool IsAccepted => Refusals.Count == 0;

    /// <summary>The bundle to publish; null when the refit is refused.</summary>
    public CalibratorBundle? Bundle => IsAccepted ? Candidate : null;

    /// <summary>The bundle fitted on all rows of the window, accepted or not; null when there were too few to fit any.</summary>
    public CalibratorBundle? Candidate { get; }

    /// <summary>Why it is refused; empty when it is accepted.</summary>
    public IReadOnlyList<RefitRefusal> Refusals { get; }

    /// <summary>The test on the newest rows; null when it did not come to that.</summary>
    public RefitTest? Test { get; }

    /// <summary>What would change, by category in ordinal order.</summary>
    public IReadOnlyList<RefitChange> Changes { get; }

    /// <summary>What to remember for the next refit: save it with the decision. Of a preview it is the state that was given.</summary>
    public RefitState State { get; }

    /// <summary>The decision, its reasons and the changes, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(IsAccepted ? "accepted" : "refused");
        if (Candidate is { } candidate) text.Append(CultureInfo.InvariantCulture, $": bundle {candidate.Hash[..12]} on {candidate.RowCount} rows");
        if (Test is { } test) text.Append('\n').Append(test.ToString());
        foreach (var refusal in Refusals) text.Append('\n').Append(refusal.Explanation);
        foreach (var change in Changes) text.Append('\n').Append(change.ToString());
        return text.ToString();
    }
}
