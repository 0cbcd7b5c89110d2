namespace HypeKr.Delphi;

/// <summary>One number with its unit, before it is known to stand alone, in a range, or in odds.</summary>
/// <param name="Number">The numeral; the numerator of a share or fraction.</param>
/// <param name="Of">The whole of a share or fraction; NaN for the other kinds.</param>
/// <param name="Scale">0.01 for a percentage, 0.001 for a per-mille, 1 without a unit.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="End">Where it ends, its unit included.</param>
internal readonly record struct Operand(Number Number, double Of, double Scale, QuantityKind Kind, int End)
{
    public int Start { get; init; } = Number.Start;

    public bool IsPlain => Kind is QuantityKind.Decimal or QuantityKind.Whole;

    /// <summary>The value by part 4 of the rule.</summary>
    public ParsedForecast Outcome => Kind switch
    {
        QuantityKind.Percentage => ParsedForecast.Of(Number.Value * Scale),
        QuantityKind.Share or QuantityKind.Fraction => Of == 0 ? ParsedForecast.OutOfRange : ParsedForecast.Of(Number.Value / Of),
        _ => Bare(Number.Value),
    };

    /// <summary>The operand as a probability that stands alone.</summary>
    public Quantity ToQuantity()
    {
        var spoken = Kind is QuantityKind.Percentage or QuantityKind.Share || (Kind is QuantityKind.Decimal && Math.Abs(Number.Value) < 1);
        return new Quantity(Outcome, Kind, Start, End, spoken, Number.IsSigned);
    }

    /// <summary>0 to 1 is a probability, 2 to 100 a percentage; what lies between 1 and 2 could be either.</summary>
    public static ParsedForecast Bare(double value) => value switch
    {
        <= 1 => ParsedForecast.Of(value),
        < 2 => ParsedForecast.Ambiguous,
        <= 100 => ParsedForecast.Of(value / 100),
        _ => ParsedForecast.Of(value),
    };

    /// <summary>The same number read as a percentage, because the other end of its range is one.</summary>
    public Operand AsPercentage(double scale) => this with { Kind = QuantityKind.Percentage, Scale = scale };
}
