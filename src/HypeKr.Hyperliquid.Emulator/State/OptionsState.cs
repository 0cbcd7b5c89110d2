using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The options and markets that a state goes on with.</summary>
internal static class OptionsState
{
    public static EmulatorOptions Keep(StateArchive a, EmulatorOptions? options) => new()
    {
        RandomSeed = a.Long(options?.RandomSeed),
        Fees = Fees(a, options?.Fees),
        AcceptsMainnetSignatures = a.Bool(options?.AcceptsMainnetSignatures),
        LimitsAddresses = a.Bool(options?.LimitsAddresses),
        KeepsAudit = a.Bool(options?.KeepsAudit),
        ScheduleCancelVolume = a.Decimal(options?.ScheduleCancelVolume),
        VirtualStart = a.OptionalLong(options?.VirtualStart?.UtcTicks) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        RandomMarket = a.Optional(options?.RandomMarket, market => Random(a, market)),
        Seed = Seed(a, options?.Seed),
    };

    private static EmulatorFees Fees(StateArchive a, EmulatorFees? fees) => new()
    {
        PerpTaker = a.Decimal(fees?.PerpTaker),
        PerpMaker = a.Decimal(fees?.PerpMaker),
        SpotTaker = a.Decimal(fees?.SpotTaker),
        SpotMaker = a.Decimal(fees?.SpotMaker),
    };

    private static RandomMarket Random(StateArchive a, RandomMarket? market) => new()
    {
        Coins = a.Optional(market?.Coins, coins => a.Items(coins, a.Text)),
        Interval = new TimeSpan(a.Long(market?.Interval.Ticks)),
        LargestStep = a.Decimal(market?.LargestStep),
        LevelDistance = a.Decimal(market?.LevelDistance),
        Levels = a.Int(market?.Levels),
        LevelValue = a.Decimal(market?.LevelValue),
        TradeProbability = a.Decimal(market?.TradeProbability),
    };

    private static EmulatorSeed Seed(StateArchive a, EmulatorSeed? seed) => new()
    {
        Tokens = a.Items(seed?.Tokens, token => Token(a, token)),
        Perps = a.Items(seed?.Perps, perp => Perp(a, perp)),
        BuilderDexs = a.Items(seed?.BuilderDexs, dex => Dex(a, dex)),
        SpotPairs = a.Items(seed?.SpotPairs, pair => Pair(a, pair)),
        Outcomes = a.Items(seed?.Outcomes, outcome => Outcome(a, outcome)),
        Questions = a.Items(seed?.Questions, question => Question(a, question)),
    };

    private static SpotTokenSeed Token(StateArchive a, SpotTokenSeed? token) => new()
    {
        Name = a.Text(token?.Name),
        Index = a.Int(token?.Index),
        SizeDecimals = a.Int(token?.SizeDecimals),
        WeiDecimals = a.Int(token?.WeiDecimals),
        TokenId = a.OptionalText(token?.TokenId),
        FullName = a.OptionalText(token?.FullName),
    };

    private static PerpSeed Perp(StateArchive a, PerpSeed? perp) => new()
    {
        Name = a.Text(perp?.Name),
        SizeDecimals = a.Int(perp?.SizeDecimals),
        MaxLeverage = a.Int(perp?.MaxLeverage),
        MarkPrice = a.OptionalDecimal(perp?.MarkPrice),
        MarginTiers = a.Items(perp?.MarginTiers, tier => new MarginTierSeed(a.Decimal(tier.LowerBound), a.Int(tier.MaxLeverage))),
        IsStrictlyIsolated = a.Bool(perp?.IsStrictlyIsolated),
        OnlyIsolated = a.Bool(perp?.OnlyIsolated),
        IsDelisted = a.Bool(perp?.IsDelisted),
    };

    private static BuilderDexSeed Dex(StateArchive a, BuilderDexSeed? dex) => new()
    {
        Name = a.Text(dex?.Name),
        FullName = a.Text(dex?.FullName),
        Collateral = a.Text(dex?.Collateral),
        Deployer = a.OptionalValue<EthereumAddress>(dex?.Deployer, a.Address),
        Perps = a.Items(dex?.Perps, perp => Perp(a, perp)),
    };

    private static SpotPairSeed Pair(StateArchive a, SpotPairSeed? pair) => new()
    {
        Index = a.Int(pair?.Index),
        Base = a.Text(pair?.Base),
        Quote = a.Text(pair?.Quote),
        Name = a.OptionalText(pair?.Name),
        MarkPrice = a.OptionalDecimal(pair?.MarkPrice),
    };

    private static OutcomeSeed Outcome(StateArchive a, OutcomeSeed? outcome) => new()
    {
        Outcome = a.Int(outcome?.Outcome),
        Name = a.Text(outcome?.Name),
        Description = a.Text(outcome?.Description),
        YesSide = a.Text(outcome?.YesSide),
        NoSide = a.Text(outcome?.NoSide),
        QuoteToken = a.Text(outcome?.QuoteToken),
        YesPrice = a.OptionalDecimal(outcome?.YesPrice),
    };

    private static OutcomeQuestionSeed Question(StateArchive a, OutcomeQuestionSeed? question) => new()
    {
        Question = a.Int(question?.Question),
        Name = a.Text(question?.Name),
        Description = a.Text(question?.Description),
        FallbackOutcome = a.Int(question?.FallbackOutcome),
        NamedOutcomes = a.Items(question?.NamedOutcomes, number => a.Int(number)),
    };
}
