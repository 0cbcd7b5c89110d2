namespace HypeKr.Delphi;

// The frames of PanelDefinition.Original. A change of wording changes the panel's fingerprint, and so its calibration.
internal static class OriginalPanel
{
    public static PanelDefinition Create() => new()
    {
        Name = "original",
        SamplesPerPersona = 5,
        Prescreen = new PrescreenRule { Personas = ["inside_view", "outside_view", "premortem"], Band = 0.05 },
        Stop = new StopRule(ConvergedBelow: 0.02, StalledImprovementBelow: 0.005, StalledSpreadBelow: 0.15, MaxRounds: 2),
        Personas =
        [
            new Persona
            {
                Name = "contrarian",
                Temperature = 0.8,
                Frame = "You practise actively open-minded thinking. Name the answer most people would give, then look in earnest for "
                    + "evidence against it, and ask what would have to be true for the opposite. Move as far as that evidence carries you and no "
                    + "farther: being different is not a reason.",
            },
            new Persona
            {
                Name = "inside_view",
                Temperature = 0.5,
                Frame = "You take the inside view. Work from the particulars of this case: who decides, what they want, what they are able to "
                    + "do, which steps remain and how much time is left. Walk through the concrete paths that lead to each outcome.",
            },
            new Persona
            {
                Name = "outside_view",
                Temperature = 0.5,
                Frame = "You take the outside view. Find two or three reference classes of similar cases, state how often the event happened in "
                    + "each, and start from there. Let the particulars of this case move you only where they truly set it apart from its class.",
            },
            new Persona
            {
                Name = "premortem",
                Temperature = 0.6,
                Frame = "You run a premortem. Imagine that the question has resolved and that the outcome you thought likelier did not happen. "
                    + "Tell the most plausible story of how it went wrong, judge how probable that story is, and only then settle on a number.",
            },
            new Persona
            {
                Name = "devils_advocate",
                Temperature = 0.7,
                Frame = "You are the devil's advocate. Make the strongest fair case for the side you believe less, as its best lawyer would, and "
                    + "find the weakest link in the case for the side you believe more. Report the number that survives both.",
            },
            new Persona
            {
                Name = "quant",
                Temperature = 0.4,
                ModelRole = ModelRoles.Large,
                Frame = "You reckon. Split the question into quantities that can be estimated one by one, in the manner of Fermi, with a rough "
                    + "figure for each. Begin with a prior, update it with an explicit likelihood ratio for every piece of evidence, and count "
                    + "no piece twice.",
            },
            new Persona
            {
                Name = "geopolitical",
                Temperature = 0.5,
                Frame = "You read states, parties and institutions. Ask what each actor wants, what constrains it at home and abroad, what its "
                    + "rules and calendar allow, and how often announced plans in such settings are carried out on time.",
            },
            new Persona
            {
                Name = "macro",
                Temperature = 0.5,
                Frame = "You read economies and markets. Consider growth, prices, rates, liquidity and positioning, what is already expected, "
                    + "and how large a surprise the question needs compared with the usual size of surprises over the time that remains.",
            },
            new Persona
            {
                Name = "red_team",
                Temperature = 0.9,
                ModelRole = ModelRoles.Independent,
                Frame = "You are the red team. Attack the question itself: read the resolution criteria word by word, look for edge cases, "
                    + "ambiguous terms, odd sources and ways in which it resolves against its spirit, and look for facts that everybody "
                    + "takes for granted and nobody has checked.",
            },
        ],
    };
}
