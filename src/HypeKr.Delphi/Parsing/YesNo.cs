namespace HypeKr.Delphi;

/// <summary>A value for YES and one for NO.</summary>
internal static class YesNo
{
    private const double Tolerance = 0.02;

    /// <summary>The value for YES, if both sum to 1.</summary>
    public static ParsedForecast Combine(ParsedForecast yes, ParsedForecast no)
    {
        if (no.Error is ForecastParseError.NoForecast) return yes;
        if (yes.Error is ForecastParseError.NoForecast) return Turned(no);
        if (!yes.HasValue) return yes;
        if (!no.HasValue) return no;
        return Quantity.Agree(yes.Probability + no.Probability, 1, Tolerance) ? yes : ParsedForecast.Ambiguous;
    }

    /// <summary>The value for YES that a value for NO implies.</summary>
    public static ParsedForecast Turned(ParsedForecast no) => no.HasValue ? ParsedForecast.Of(1 - no.Probability) : no;
}
