using System.Globalization;

namespace HypeKr.Delphi.Tests;

/// <summary>Compares what the parser reads with what the rule says.</summary>
internal static class ParserAssert
{
    private const double Tolerance = 1e-6;

    /// <param name="text">An answer.</param>
    /// <param name="expected">A probability in invariant notation, or refusal, none, ambiguous or out_of_range.</param>
    public static void Reads(string text, string expected)
    {
        if (double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)) Reads(text, probability);
        else Fails(text, expected);
    }

    public static void Reads(string text, double expected)
    {
        var actual = ForecastParser.Parse(text);
        Assert.True(
            actual.HasValue && actual.Error == ForecastParseError.None && Math.Abs(actual.Probability - expected) <= Tolerance,
            string.Create(CultureInfo.InvariantCulture, $"{Shown(text)} expected {expected}, was {actual}"));
    }

    public static void Fails(string text, string expected)
    {
        var error = expected switch
        {
            "refusal" => ForecastParseError.Refusal,
            "none" => ForecastParseError.NoForecast,
            "ambiguous" => ForecastParseError.Ambiguous,
            "out_of_range" => ForecastParseError.OutOfRange,
            _ => throw new ArgumentOutOfRangeException(nameof(expected), expected, "No such error: refusal, none, ambiguous or out_of_range."),
        };
        var actual = ForecastParser.Parse(text);
        Assert.True(!actual.HasValue && actual.Error == error, $"{Shown(text)} expected {error}, was {actual}");
    }

    private static string Shown(string text) => (text.Length <= 400 ? text : text[..400]).ReplaceLineEndings("⏎");
}
