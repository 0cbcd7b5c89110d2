namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The markets of an emulator and the quotes that rest in them at the start. A value: change one with <c>with</c>.</summary>
public sealed record EmulatorSeed
{
    /// <summary>The main dex; the position is the asset id.</summary>
    public IReadOnlyList<PerpSeed> Perps { get; init; } = [];

    /// <summary>The spot tokens.</summary>
    /// <value>USDC alone unless set.</value>
    public IReadOnlyList<SpotTokenSeed> Tokens { get; init; } = [new() { Name = "USDC", Index = 0, SizeDecimals = 8, WeiDecimals = 8 }];

    /// <summary>The spot pairs.</summary>
    public IReadOnlyList<SpotPairSeed> SpotPairs { get; init; } = [];

    /// <summary>The builder-deployed perp dexs.</summary>
    public IReadOnlyList<BuilderDexSeed> BuilderDexs { get; init; } = [];

    /// <summary>The outcomes.</summary>
    public IReadOnlyList<OutcomeSeed> Outcomes { get; init; } = [];

    /// <summary>The questions that group outcomes.</summary>
    public IReadOnlyList<OutcomeQuestionSeed> Questions { get; init; } = [];

    /// <summary>The house's quotes.</summary>
    public IReadOnlyList<BookSeed> Books { get; init; } = [];

    /// <summary>Accounts with money, positions, orders and histories.</summary>
    public IReadOnlyList<AccountSeed> Accounts { get; init; } = [];

    /// <summary>Candles of the time before.</summary>
    public IReadOnlyList<CandleSeed> Candles { get; init; } = [];

    /// <summary>A small market that is bundled: BTC, ETH and SOL, two spot pairs, one builder dex, five outcomes, with quotes in each.</summary>
    /// <remarks>Invented names and round prices; nothing in it is market data.</remarks>
    public static EmulatorSeed Default { get; } = DefaultSeed.Create();

    /// <summary>Reads recorded responses of the real venue: its universe, its mids, its books and its funding.</summary>
    /// <param name="directory">
    /// Holds <c>info-meta.json</c>, and where recorded <c>info-spotMeta.json</c>, <c>info-allMids.json</c>, <c>info-l2Book.json</c> and
    /// <c>info-fundingHistory.json</c>;
    /// each is <c>{source, cases: [{request?, requestType?, response}]}</c>.
    /// </param>
    /// <remarks>
    /// Where several cases answer the same request, the largest universe and the first price or book of a coin count. Books of coins
    /// outside the universe are left out, and so are other dexs and outcomes. Nothing is made up: a coin without a recorded book
    /// starts with an empty one, and a perp without a recorded mid is halted until <see cref="EmulatorAdmin.SetMark"/>.
    /// </remarks>
    /// <exception cref="EmulatorSeedException">A file is missing or does not have that shape.</exception>
    public static EmulatorSeed FromRecorded(string directory) => RecordedSeed.Read(directory);

    /// <summary>Reads recorded orders, fills, agents and changes of balances, for <see cref="Accounts"/>.</summary>
    /// <param name="directory">
    /// Holds <c>info-openOrders.json</c>, <c>info-frontendOpenOrders.json</c>, <c>info-historicalOrders.json</c>,
    /// <c>info-userFills.json</c>, <c>info-userNonFundingLedgerUpdates.json</c>, <c>info-userFunding.json</c>, <c>info-delegatorHistory.json</c> and
    /// <c>info-extraAgents.json</c>, or some of them. Cases that do not tell their request are left out: nobody knows whose they are.
    /// </param>
    /// <remarks>Live orders of the record may cross recorded books, which are of another time: use one or the other.</remarks>
    /// <exception cref="EmulatorSeedException">A file does not have that shape.</exception>
    public static IReadOnlyList<AccountSeed> RecordedAccounts(string directory) => RecordedSeed.Guard(directory, () => RecordedHistory.Accounts(directory));

    /// <summary>Reads recorded candles, for <see cref="Candles"/>.</summary>
    /// <param name="directory">Holds <c>info-candleSnapshot.json</c>.</param>
    /// <exception cref="EmulatorSeedException">The file does not have that shape.</exception>
    public static IReadOnlyList<CandleSeed> RecordedCandles(string directory) => RecordedSeed.Guard(directory, () => RecordedHistory.Candles(directory));
}
