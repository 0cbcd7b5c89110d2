namespace HypeKr.Delphi.Tests;

/// <summary>Compares what the parser reads with an expected value or error.</summary>
internal static class ParserAssert
{
    private const double Tolerance = 1e-6;

    public readonly record struct Expectation(double? Probability, ForecastParseError Error);

    public static Expectation Value(double probability) => new(probability, ForecastParseError.None);

    public static Expectation Error(string name) => new(null, name switch
    {
        "refusal" => ForecastParseError.Refusal,
        "none" => ForecastParseError.NoForecast,
        "ambiguous" => ForecastParseError.Ambiguous,
        "out_of_range" => ForecastParseError.OutOfRange,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such error: refusal, none, ambiguous or out_of_range."),
    });

    public static void Reads(string text, Expectation expected)
    {
        var actual = ForecastParser.Parse(text);
        var equal = expected.Probability is { } p
            ? actual.HasValue && Math.Abs(actual.Probability - p) <= Tolerance
            : !actual.HasValue && actual.Error == expected.Error;
        Assert.True(equal, $"{text.ReplaceLineEndings("⏎")}\n  expected {expected}, was {actual}");
    }
}
