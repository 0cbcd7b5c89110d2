using FsCheck;
using FsCheck.Fluent;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>An order of one of several accounts, on a small grid so that orders meet.</summary>
/// <param name="Who">0 to 3.</param>
/// <param name="Market">Which of the coins at hand; taken modulo their number.</param>
/// <param name="Ticks">Distance of the price from the middle, -8 to 8.</param>
/// <param name="Lots">1 to 40.</param>
/// <param name="Kind">0 to 5 a Gtc order, 6 and 7 Ioc, 8 Alo, 9 reduce-only Ioc, 10 reduce-only Gtc, 11 cancels the account's oldest order.</param>
public sealed record Step(int Who, int Market, bool IsBuy, int Ticks, int Lots, int Kind);

/// <summary>What the properties of this project draw from.</summary>
public static class Arbitraries
{
    public static Arbitrary<Step[]> Steps() => Arb.From(
        Gen.ArrayOf(
            from who in Gen.Choose(0, 3)
            from market in Gen.Choose(0, 11)
            from isBuy in Gen.Elements(true, false)
            from ticks in Gen.Choose(-8, 8)
            from lots in Gen.Choose(1, 40)
            from kind in Gen.Choose(0, 11)
            select new Step(who, market, isBuy, ticks, lots, kind)),
        steps => Shrink(steps));

    /// <summary>Sequences without one of their steps, halves first.</summary>
    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        if (steps.Length > 1)
        {
            yield return steps[..(steps.Length / 2)];
            yield return steps[(steps.Length / 2)..];
        }

        for (var i = 0; i < steps.Length; i++) yield return [.. steps[..i], .. steps[(i + 1)..]];
    }
}
