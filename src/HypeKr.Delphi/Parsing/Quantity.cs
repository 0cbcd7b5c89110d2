namespace HypeKr.Delphi;

/// <summary>How a probability is written.</summary>
internal enum QuantityKind
{
    /// <summary>"35%", "seventy percent".</summary>
    Percentage,

    /// <summary>"1 in 5", "3 out of 10", "10번 중 3번".</summary>
    Share,

    /// <summary>"3/4".</summary>
    Fraction,

    /// <summary>"3:1", "3 to 1".</summary>
    Odds,

    /// <summary>"evens", "50/50", "a coin flip".</summary>
    Evens,

    /// <summary>A number with decimals and no unit.</summary>
    Decimal,

    /// <summary>A whole number without a unit.</summary>
    Whole,

    /// <summary>Two ends of one of the other kinds.</summary>
    Range,
}

/// <summary>A probability as it stands in a text.</summary>
/// <param name="Outcome">Its value, or what is wrong with it.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, with what is restated in brackets after it.</param>
/// <param name="IsSpoken">Whether prose may be read this way: whole numbers and bare fractions may not.</param>
/// <param name="IsSigned">Whether it carries a plus or minus, as changes do.</param>
internal readonly record struct Quantity(ParsedForecast Outcome, QuantityKind Kind, int Start, int End, bool IsSpoken, bool IsSigned)
{
    /// <summary>Two readings of one probability may differ by this much, for rounding.</summary>
    public const double Agreement = 0.005;

    private const double Rounding = 1e-9;

    /// <summary>The ends of a range; NaN for anything else.</summary>
    public (double Low, double High) Ends { get; init; } = (double.NaN, double.NaN);

    public static bool Agree(double a, double b, double tolerance = Agreement) => Math.Abs(a - b) <= tolerance + Rounding;
}
