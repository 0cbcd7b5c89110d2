namespace HypeKr.Hyperliquid.Emulator;

/// <summary>All there is of an outcome.</summary>
/// <param name="Yes">Tokens of side 0 over all accounts.</param>
/// <param name="No">Tokens of side 1 over all accounts.</param>
/// <param name="Escrow">What backs the pairs, in the quote token.</param>
public readonly record struct OutcomeSupply(decimal Yes, decimal No, decimal Escrow);
