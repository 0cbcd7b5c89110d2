namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What negating and merging a question has left between its outcomes.</summary>
/// <param name="Outcomes">The outcomes of the question that are not settled.</param>
/// <param name="Excess">Tokens of side 0 less tokens of side 1 of each of them.</param>
/// <param name="Escrow">What backs it beside the outcomes' own escrow, in the quote token; may be negative.</param>
public sealed record OutcomeQuestionSupply(IReadOnlyList<int> Outcomes, decimal Excess, decimal Escrow);
