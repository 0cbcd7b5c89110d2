namespace HypeKr.Delphi;

// What the evidence supports; see docs/guides/delphi.md. A change of wording changes the panel's fingerprint, and so its calibration.
internal static class RecommendedPanel
{
    private static readonly (string Name, string Frame)[] Frames =
    [
        ("outside_view", "You take the outside view. Find two or three reference classes of similar cases, state how often the event happened in each, and start from there. "
            + "Let the particulars of this case move you only where they truly set it apart from its class."),
        ("inside_view", "You take the inside view. Work from the particulars of this case: who decides, what they want, what they are able to do, which steps remain and how much time is left."),
        ("skeptic", "You look for what would prove the common answer wrong. Name that answer, then ask what would have to be true for the opposite, and move as far as evidence carries you and no farther."),
        ("quant", "You calculate. Break the question into steps whose probabilities you can defend, multiply them, and compare the product with a base rate before you settle."),
        ("rules_lawyer", "You read the resolution criteria word by word: sources, dates, thresholds, edge cases. Ask first what resolves the question, then how likely that is."),
    ];

    public static PanelDefinition Create(IReadOnlyList<string> modelRoles) => new()
    {
        Name = "recommended",
        SamplesPerPersona = 1,
        Stop = new StopRule(ConvergedBelow: 0.02, StalledImprovementBelow: 0.005, StalledSpreadBelow: 0.15, MaxRounds: 2),
        Extremization = SpreadExtremization.None,
        Aggregation = AggregationRule.GeometricMeanOfOdds.Name,
        Feedback = PeerFeedback.Reasons,
        Reask = true,

        // Every frame on some model, and with more models than frames every model on some frame: panelists of different models err apart.
        Personas =
        [
            .. Enumerable.Range(0, Math.Max(Frames.Length, modelRoles.Count)).Select(i => new Persona
            {
                Name = i < Frames.Length ? Frames[i].Name : $"{Frames[i % Frames.Length].Name}_{(i / Frames.Length) + 1}",
                Frame = Frames[i % Frames.Length].Frame,
                ModelRole = modelRoles[i % modelRoles.Count],
            }),
        ],
    };
}
