namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Whether a seed makes sense, said before anything is built from it.</summary>
internal static class SeedCheck
{
    private const int MaxPerpDecimals = 6;
    private const int MaxSpotDecimals = 8;
    private const int MaxLeverage = 50;
    private const int MaxMarkDecimals = 8;
    private const int AssetsPerDex = 10_000;
    private const int SpotPairs = 90_000;
    private const int MaxOutcome = 100_000_000;

    public static void Check(EmulatorSeed seed)
    {
        if (seed.Tokens.All(t => t.Name != "USDC")) throw new EmulatorSeedException("The seed has no token USDC, the collateral of the main dex.");
        Unique(seed.Tokens.Select(t => t.Name), "token name");
        Unique(seed.Tokens.Select(t => t.Index), "token index");
        Unique(seed.SpotPairs.Select(p => p.Index), "spot pair index");
        Unique(seed.Outcomes.Select(o => o.Outcome), "outcome");
        Unique(seed.Questions.Select(q => q.Question), "question");
        Unique(seed.BuilderDexs.Select(d => d.Name), "builder dex");

        foreach (var token in seed.Tokens)
        {
            Name(token.Name, "token");
            Range(token.SizeDecimals, 0, MaxSpotDecimals, $"The size decimals of {token.Name}");
        }

        CheckPerps(seed.Perps);
        foreach (var dex in seed.BuilderDexs)
        {
            Range(dex.Name.Length, 1, MaxPerpDecimals, $"The length of the dex name '{dex.Name}'");
            if (!dex.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            {
                throw new EmulatorSeedException($"The dex name '{dex.Name}' has something other than lower-case letters and digits.");
            }

            Token(seed, dex.Collateral, $"the collateral of {dex.Name}");
            CheckPerps(dex.Perps);
        }

        foreach (var pair in seed.SpotPairs)
        {
            Range(pair.Index, 0, SpotPairs - 1, "A spot pair index");
            Token(seed, pair.Base, $"the base of pair {WireText.Of(pair.Index)}");
            Token(seed, pair.Quote, $"the quote of pair {WireText.Of(pair.Index)}");
            if (pair.Base == pair.Quote) throw new EmulatorSeedException($"Pair {WireText.Of(pair.Index)} has {pair.Base} on both sides.");
            Mark(pair.MarkPrice, pair.Name ?? pair.Base);
        }

        foreach (var outcome in seed.Outcomes)
        {
            Range(outcome.Outcome, 0, MaxOutcome, "An outcome's number");
            Token(seed, outcome.QuoteToken, $"the quote of outcome {WireText.Of(outcome.Outcome)}");
            Mark(outcome.YesPrice, outcome.Name);
            if (outcome.YesPrice >= 1) throw new EmulatorSeedException($"The price {WireText.Plain(outcome.YesPrice.Value)} of outcome '{outcome.Name}' is not below 1.");
        }

        foreach (var question in seed.Questions)
        {
            foreach (var outcome in question.NamedOutcomes.Append(question.FallbackOutcome))
            {
                if (seed.Outcomes.All(o => o.Outcome != outcome))
                {
                    throw new EmulatorSeedException($"Question {WireText.Of(question.Question)} names outcome {WireText.Of(outcome)}, which the seed does not list.");
                }
            }
        }
    }

    private static void CheckPerps(IReadOnlyList<PerpSeed> perps)
    {
        Range(perps.Count, 0, AssetsPerDex, "The number of perps of a dex");
        foreach (var perp in perps)
        {
            Name(perp.Name, "perp");
            Range(perp.SizeDecimals, 0, MaxPerpDecimals, $"The size decimals of {perp.Name}");
            Range(perp.MaxLeverage, 1, MaxLeverage, $"The leverage of {perp.Name}");
            Mark(perp.MarkPrice, perp.Name);
            CheckTiers(perp);
        }
    }

    private static void CheckTiers(PerpSeed perp)
    {
        if (perp.IsStrictlyIsolated && !perp.OnlyIsolated) throw new EmulatorSeedException($"{perp.Name} is strictly isolated and takes cross margin.");
        var tiers = perp.MarginTiers;
        if (tiers.Count == 0) return;
        if (tiers[0] != new MarginTierSeed(0, perp.MaxLeverage)) throw new EmulatorSeedException($"The first margin tier of {perp.Name} is not from 0 at {WireText.Of((long)perp.MaxLeverage)} times.");
        for (var i = 1; i < tiers.Count; i++)
        {
            if (tiers[i].LowerBound <= tiers[i - 1].LowerBound || tiers[i].MaxLeverage >= tiers[i - 1].MaxLeverage || tiers[i].MaxLeverage < 1)
            {
                throw new EmulatorSeedException($"The margin tiers of {perp.Name} have to ascend in notional and to descend in leverage.");
            }
        }
    }

    private static void Name(string name, string kind)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new EmulatorSeedException($"A {kind} of the seed has no name.");
    }

    private static void Mark(decimal? price, string coin)
    {
        if (price is { } mark && !IsMark(mark)) throw new EmulatorSeedException($"The price {WireText.Plain(mark)} of {coin} is not a positive number of at most {WireText.Of(MaxMarkDecimals)} decimals.");
    }

    /// <summary>Whether a price can value positions without rounding.</summary>
    public static bool IsMark(decimal price) => price is > 0 and < 1_000_000_000_000m && price == Math.Round(price, MaxMarkDecimals);

    private static void Range(int value, int least, int most, string what)
    {
        if (value < least || value > most) throw new EmulatorSeedException($"{what} is {WireText.Of(value)}, not {WireText.Of(least)} to {WireText.Of(most)}.");
    }

    private static void Token(EmulatorSeed seed, string name, string role)
    {
        if (seed.Tokens.All(t => t.Name != name)) throw new EmulatorSeedException($"{name} is {role}, and not a token of the seed.");
    }

    private static void Unique<T>(IEnumerable<T> values, string what)
        where T : notnull
    {
        var seen = new HashSet<T>();
        foreach (var value in values)
        {
            if (!seen.Add(value)) throw new EmulatorSeedException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The {what} {value} is in the seed twice."));
        }
    }
}
