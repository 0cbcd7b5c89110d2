namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A question with several outcomes, at most one of which settles at 1. The emulator lists it; it does not tie the outcomes' prices.</summary>
public sealed record OutcomeQuestionSeed
{
    /// <summary>The question's number, unique in the seed.</summary>
    public required int Question { get; init; }

    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked.</summary>
    public string Description { get; init; } = "";

    /// <summary>The outcome that stands for "none of the named ones".</summary>
    public required int FallbackOutcome { get; init; }

    /// <summary>The named outcomes.</summary>
    public IReadOnlyList<int> NamedOutcomes { get; init; } = [];
}
