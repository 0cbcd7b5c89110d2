namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The outcomes of a question, of which exactly one pays.</summary>
internal sealed class OutcomeQuestion(OutcomeQuestionSeed seed, IReadOnlyList<OutcomeMarket> markets)
{
    public OutcomeQuestionSeed Seed => seed;

    /// <summary>The named ones, then the one for none of them.</summary>
    public IReadOnlyList<OutcomeMarket> Markets => markets;

    /// <summary>Yes less no of every outcome that is not settled.</summary>
    public decimal Excess { get; set; }

    /// <summary>What backs the excess, in quote; negative where merging took more than negating brought.</summary>
    public decimal Escrow { get; set; }

    public void Keep(StateArchive a)
    {
        Excess = a.Decimal(Excess);
        Escrow = a.Decimal(Escrow);
    }
}
