using FsCheck;
using FsCheck.Fluent;

namespace HypeKr.Calibration.Tests;

/// <summary>A bag of 1 to 40 rows with probabilities as models give them: many ties, the ends 0 and 1, and now and then full doubles.</summary>
public sealed record Bag(double[] Scores, bool[] Labels)
{
    public ScoreTable Table => ScoreTable.FromRows(Scores, Labels);

    public override string ToString() => string.Join("; ", Scores.Zip(Labels, (s, l) => FormattableString.Invariant($"({s:r}, {(l ? 1 : 0)})")));
}

/// <summary>Rows of a bag with a category and a market price each.</summary>
public sealed record MarketBag(double[] Scores, double[] Markets, bool[] Labels, string[] Categories)
{
    public override string ToString() => string.Join("; ", Scores.Select((s, i) => FormattableString.Invariant($"({Categories[i]}, {s:r}, {Markets[i]:r}, {Labels[i]})")));
}

public static class Arbitraries
{
    private static readonly Gen<double> Score = Gen.Frequency(
        (6, Gen.Choose(0, 20).Select(i => i / 20.0)),
        (3, Gen.Choose(0, 100).Select(i => i / 100.0)),
        (2, Gen.Choose(0, int.MaxValue).Select(i => i / (double)int.MaxValue)),
        (1, Gen.Elements(0.0, 1.0, -0.0, 1e-300, 9.045e-08, 1 - 1e-16)));

    public static Arbitrary<Bag> Bags() => Arb.From(
        from n in Gen.Choose(1, 40)
        from scores in Score.ArrayOf(n)
        from labels in ArbMap.Default.GeneratorFor<bool>().ArrayOf(n)
        select new Bag(scores, labels));

    public static Arbitrary<MarketBag> MarketBags() => Arb.From(
        from n in Gen.Choose(1, 40)
        from scores in Gen.Choose(1, 99).Select(i => i / 100.0).ArrayOf(n)
        from markets in Gen.Choose(1, 99).Select(i => i / 100.0).ArrayOf(n)
        from labels in ArbMap.Default.GeneratorFor<bool>().ArrayOf(n)
        from categories in Gen.Elements("politics", "sports", "crypto").ArrayOf(n)
        select new MarketBag(scores, markets, labels, categories));
}
