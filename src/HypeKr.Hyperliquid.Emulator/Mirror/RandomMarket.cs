namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A market that moves by chance, and the same way whenever the seed, the coins and the times are the same.</summary>
/// <remarks>At each interval every coin's mark takes a step, the house quotes a ladder around it, and now and then somebody trades at the best price.</remarks>
public sealed record RandomMarket
{
    /// <summary>The coins that move.</summary>
    /// <value>Null: each that has a mark at the start and is open.</value>
    public IReadOnlyList<string>? Coins { get; init; }

    /// <summary>How often it moves.</summary>
    /// <value>1 second.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest step of one interval, as a fraction of the mark; steps are spread evenly up to it. An outcome moves by this times ten.</summary>
    /// <value>0.0005.</value>
    public decimal LargestStep { get; init; } = 0.0005m;

    /// <summary>Half the distance between the best bid and the best ask, and the distance of a level from the next, as a fraction of the mark.</summary>
    /// <value>0.0001.</value>
    public decimal LevelDistance { get; init; } = 0.0001m;

    /// <summary>How many levels each side has.</summary>
    /// <value>10.</value>
    public int Levels { get; init; } = 10;

    /// <summary>What the best level is worth in quote; the one at distance k about k times as much.</summary>
    /// <value>20,000.</value>
    public decimal LevelValue { get; init; } = 20_000m;

    /// <summary>How likely a trade is in an interval.</summary>
    /// <value>0.3.</value>
    public decimal TradeProbability { get; init; } = 0.3m;

    internal void Check()
    {
        Require(Interval >= TimeSpan.FromMilliseconds(1), nameof(Interval), Interval, "at least 1 ms");
        Require(LargestStep is >= 0 and < 0.5m, nameof(LargestStep), LargestStep, "from 0 up to 0.5");
        Require(LevelDistance is > 0 and < 0.01m, nameof(LevelDistance), LevelDistance, "above 0 and below 0.01");
        Require(Levels is >= 1 and <= 1000, nameof(Levels), Levels, "1 to 1000");
        Require(LevelValue is > 0 and <= 1_000_000_000m, nameof(LevelValue), LevelValue, "above 0 and up to 10^9");
        Require(TradeProbability is >= 0 and <= 1, nameof(TradeProbability), TradeProbability, "0 to 1");

        static void Require(bool isRight, string name, object value, string expected)
        {
            if (!isRight) throw new ArgumentOutOfRangeException(name, value, $"{nameof(RandomMarket)}.{name} is {expected}.");
        }
    }

    /// <summary>Plans the first move.</summary>
    internal void Start(OutsideMarket market)
    {
        var venue = market.Venue;
        var assets = (Coins is null
            ? venue.Assets.Where(a => a.Mark > 0 && a.WhyClosed is null && !a.IsMirrored)
            : Coins.Select(c => venue.Asset(c) ?? throw new EmulatorSeedException($"The random market moves '{c}', which the seed does not list."))).ToArray();
        foreach (var asset in assets) Plan(market, new RandomWalk(asset, venue.Random($"market {asset.Coin}")), venue.Now + (long)Interval.TotalMilliseconds);
    }

    /// <summary>Plans a move of a coin, and those after it.</summary>
    internal void Plan(OutsideMarket market, RandomWalk walk, long at) =>
        market.Venue.Clock.Every(at, (long)Interval.TotalMilliseconds, () => Move(market, walk.Asset, walk.Random), WorkKind.RandomMove, walk);

    private void Move(OutsideMarket market, TradedAsset asset, VenueRandom random)
    {
        if (asset.WhyClosed is not null) return;

        var isOutcome = asset is TradedSide;
        var step = LargestStep * (isOutcome ? 10 : 1) * ((2 * random.Fraction()) - 1);
        var mark = asset.Mark * (1 + step);
        if (isOutcome) mark = Math.Clamp(mark, 0.01m, 0.99m);
        mark = asset.RoundToTick(mark, up: step < 0);
        market.SetMark(asset, mark);
        var distance = Math.Max(mark * LevelDistance, isOutcome ? 0.001m : 0);
        market.Book(asset).Set(Ladder(asset, mark, distance, false, random), Ladder(asset, mark, distance, true, random));
        if (random.Fraction() >= TradeProbability) return;

        var buys = random.Below(2) == 0;
        if (asset.Book.Best(!buys) is not { } best) return;
        var size = Size(asset, LevelValue * random.Fraction() / 2, best.BookPrice);
        if (size > 0) market.Book(asset).Trade(buys, best.BookPrice, Math.Min(size, best.Remaining), isShown: false);
    }

    private List<BookLevelSeed> Ladder(TradedAsset asset, decimal mark, decimal distance, bool above, VenueRandom random)
    {
        var levels = new List<BookLevelSeed>(Levels);
        for (var k = 1; k <= Levels; k++)
        {
            var price = asset.RoundToTick(mark + (above ? k : -k) * distance, up: above);
            var size = Size(asset, LevelValue * k * (0.5m + random.Fraction()), price);
            if (price > 0 && price != mark && size > 0 && (levels.Count == 0 || levels[^1].Price != price)) levels.Add(new BookLevelSeed(price, size));
        }

        return levels;
    }

    private static decimal Size(TradedAsset asset, decimal value, decimal price) => price <= 0 ? 0 : Math.Round(value / price, asset.SizeDecimals, MidpointRounding.ToZero);
}
