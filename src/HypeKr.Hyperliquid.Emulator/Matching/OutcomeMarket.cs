namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One outcome: two sides, one book, and the quote that backs their pairs.</summary>
/// <remarks>
/// The book is in terms of the first side: buying the second side at p asks for the first at 1 - p, selling it bids. Every fill
/// moves each account on its own: a buy pays and receives its side's tokens, a sell gives tokens and is paid. What the accounts of
/// a trade pay together and receive together differ by exactly what its pairs are backed with: two buys mint pairs at 1 each, two
/// sells burn them, a buy and a sell of one side pass tokens on. So at all times first side = second side = escrow.
/// </remarks>
internal sealed class OutcomeMarket
{
    public OutcomeMarket(OutcomeSeed seed, VenueToken quote, FeeRates rates)
    {
        Seed = seed;
        Quote = quote;
        Yes = new TradedSide(this, 0, Book, rates);
        No = new TradedSide(this, 1, Book, rates);
    }

    public OutcomeSeed Seed { get; }

    public VenueToken Quote { get; }

    public OrderBook Book { get; } = new();

    public TradedSide Yes { get; }

    public TradedSide No { get; }

    /// <summary>The value of the first side without trades; zero while there is none.</summary>
    public decimal Mark { get; set; }

    /// <summary>What backs the pairs, in quote.</summary>
    public decimal Escrow { get; set; }

    /// <summary>What the first side was settled at; null while it trades.</summary>
    public decimal? Settled { get; set; }

    public void Keep(StateArchive a)
    {
        Escrow = a.Decimal(Escrow);
        Settled = a.OptionalDecimal(Settled);
    }
}
