namespace HypeKr.Delphi;

/// <summary>How far answers to related questions contradict each other: 0 for none.</summary>
/// <remarks>After the arbitrage checks of Paleka et al., Consistency Checks for Language Model Forecasters (2025). All probabilities in [0, 1].</remarks>
public static class Consistency
{
    /// <summary>|p(A) + p(not A) - 1|.</summary>
    /// <param name="probability">p(A).</param>
    /// <param name="negation">p(not A), asked as a question of its own.</param>
    public static double Negation(double probability, double negation)
    {
        Aggregators.Check([probability, negation]);
        return Math.Abs(probability + negation - 1);
    }

    /// <summary>|p(A) - p(A asked in other words)|.</summary>
    /// <param name="probability">p(A).</param>
    /// <param name="paraphrase">The same event, asked in other words.</param>
    public static double Paraphrase(double probability, double paraphrase)
    {
        Aggregators.Check([probability, paraphrase]);
        return Math.Abs(probability - paraphrase);
    }

    /// <summary>|p(A and B) - p(A given B) p(B)|.</summary>
    /// <param name="conjunction">p(A and B).</param>
    /// <param name="conditional">p(A given B).</param>
    /// <param name="condition">p(B).</param>
    public static double Conditional(double conjunction, double conditional, double condition)
    {
        Aggregators.Check([conjunction, conditional, condition]);
        return Math.Abs(conjunction - (conditional * condition));
    }

    /// <summary>How far the four probabilities break max(0, p + q - 1) ≤ p(A and B) ≤ min(p, q) and p(A or B) = p + q - p(A and B): the largest excess.</summary>
    /// <param name="first">p(A).</param>
    /// <param name="second">p(B).</param>
    /// <param name="conjunction">p(A and B).</param>
    /// <param name="disjunction">p(A or B).</param>
    public static double AndOr(double first, double second, double conjunction, double disjunction)
    {
        Aggregators.Check([first, second, conjunction, disjunction]);
        var below = Math.Max(0, first + second - 1) - conjunction;
        var above = conjunction - Math.Min(first, second);
        return Math.Max(Math.Abs(disjunction - (first + second - conjunction)), Math.Max(0, Math.Max(below, above)));
    }
}
