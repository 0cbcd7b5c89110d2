namespace HypeKr.Delphi;

/// <summary>One round of a panel.</summary>
public sealed record DelphiRound
{
    /// <summary>0 for the first, private round.</summary>
    public required int Index { get; init; }

    /// <summary>What the panel makes of the round; null if the quorum was not reached, and for a question with several outcomes.</summary>
    public PanelEstimate? Estimate { get; init; }

    /// <summary>The same for a question with several outcomes; null for a yes/no question, and if the quorum was not reached.</summary>
    public OutcomesEstimate? OutcomesEstimate { get; init; }

    /// <summary>Label → persona, in the order shown to the panelists of this round; drawn anew for every round and empty in the first.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>All personas, in the order of the definition.</summary>
    public required IReadOnlyList<PanelistRound> Panelists { get; init; }
}
