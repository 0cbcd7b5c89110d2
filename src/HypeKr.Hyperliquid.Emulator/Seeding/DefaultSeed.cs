namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The bundled market.</summary>
internal static class DefaultSeed
{
    private const int Levels = 10;

    public static EmulatorSeed Create() => new()
    {
        Perps =
        [
            new() { Name = "BTC", SizeDecimals = 5, MaxLeverage = 40, MarkPrice = 100_000 },
            new() { Name = "ETH", SizeDecimals = 4, MaxLeverage = 25, MarkPrice = 4_000 },
            new() { Name = "SOL", SizeDecimals = 2, MaxLeverage = 20, MarkPrice = 200 },
        ],
        Tokens =
        [
            new() { Name = "USDC", Index = 0, SizeDecimals = 8, WeiDecimals = 8, TokenId = "0x6d1e7cde53ba9467b783cb7c530ce054" },
            new() { Name = "PURR", Index = 1, SizeDecimals = 0, WeiDecimals = 5, TokenId = "0xc1fb593aeffbeb02f85e0308e9956a90" },
            new() { Name = "HYPE", Index = 150, SizeDecimals = 2, WeiDecimals = 8, TokenId = "0x0d01dc56dcaaca66ad901c959b4011ec" },
        ],
        SpotPairs = [new() { Index = 0, Base = "PURR", Name = "PURR/USDC", MarkPrice = 0.2m }, new() { Index = 107, Base = "HYPE", MarkPrice = 40 }],
        BuilderDexs =
        [
            new()
            {
                Name = "xyz",
                FullName = "An example of a builder's dex",
                Perps = [new() { Name = "GOLD", SizeDecimals = 3, MaxLeverage = 20, MarkPrice = 4_000 }],
            },
        ],
        Outcomes =
        [
            new() { Outcome = 1, Name = "BTC above 100000 at year end", Description = "Is the mark price of BTC above 100000 at the end of the year?", YesPrice = 0.55m },
            new() { Outcome = 2, Name = "ETH above 5000 at year end", Description = "Is the mark price of ETH above 5000 at the end of the year?", YesPrice = 0.3m },
            new() { Outcome = 3, Name = "Red team wins", Description = "Does the red team win the final?", YesPrice = 0.45m },
            new() { Outcome = 4, Name = "Blue team wins", Description = "Does the blue team win the final?", YesPrice = 0.35m },
            new() { Outcome = 5, Name = "Another team wins", Description = "Does neither the red nor the blue team win the final?", YesPrice = 0.2m },
        ],
        Questions =
        [
            new() { Question = 1, Name = "Who wins the final?", Description = "The team that the organiser declares the winner.", FallbackOutcome = 5, NamedOutcomes = [3, 4] },
        ],
        Books =
        [
            Ladder("BTC", 100_000, 10, 0.5m),
            Ladder("ETH", 4_000, 0.5m, 10),
            Ladder("SOL", 200, 0.05m, 200),
            Ladder("PURR/USDC", 0.2m, 0.0002m, 20_000),
            Ladder("@107", 40, 0.01m, 50),
            Ladder("xyz:GOLD", 4_000, 0.5m, 5),
            Ladder("#10", 0.55m, 0.005m, 1_000),
            Ladder("#20", 0.3m, 0.005m, 1_000),
            Ladder("#30", 0.45m, 0.005m, 1_000),
            Ladder("#40", 0.35m, 0.005m, 1_000),
            Ladder("#50", 0.2m, 0.005m, 1_000),
        ],
    };

    /// <summary>Levels on both sides of a middle, one step apart, that grow with their distance.</summary>
    private static BookSeed Ladder(string coin, decimal middle, decimal step, decimal size) => new()
    {
        Coin = coin,
        Bids = [.. Enumerable.Range(1, Levels).Select(i => new BookLevelSeed(middle - i * step, i * size))],
        Asks = [.. Enumerable.Range(1, Levels).Select(i => new BookLevelSeed(middle + i * step, i * size))],
    };
}
