namespace HypeKr.Delphi;

// What the FINAL_PROBABILITY line is to one number, these lines are to several: the last one of each name counts, and is read by the rules for one.
internal static class BoundedAnswer
{
    public const string LowerLabel = "LOWER_BOUND";
    public const string UpperLabel = "UPPER_BOUND";
    public const string OutcomeLabel = "PROBABILITY_";
    private const int MaxLine = 200;

    // Shares that sum to this much more or less than 1 were rounded; further off they are not shares of one whole.
    private const double SumTolerance = 0.05;

    /// <summary>The bounds around a best estimate, or null where one is missing, unreadable or on the wrong side.</summary>
    public static (double Lower, double Upper)? Interval(string text, double best)
    {
        var cleaned = AnswerCleaner.Clean(text);
        return Last(cleaned, LowerLabel) is { HasValue: true } lower && Last(cleaned, UpperLabel) is { HasValue: true } upper && lower.Probability <= best && best <= upper.Probability
            ? (lower.Probability, upper.Probability)
            : null;
    }

    /// <summary>The probabilities of all outcomes, scaled to sum to 1, or why there are none.</summary>
    public static (double[]? Probabilities, ForecastParseError Error) Outcomes(string text, int count)
    {
        var cleaned = AnswerCleaner.Clean(text);
        var values = new double[count];
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            if (Last(cleaned, OutcomeLabel + Letter(i)) is not { } answer) continue;
            if (!answer.HasValue) return (null, answer.Error);
            values[i] = answer.Probability;
            found++;
        }

        if (found < count)
        {
            // Part of an answer is none; without any of it the model may have declined.
            return (null, found == 0 && ForecastParser.Parse(text).Error == ForecastParseError.Refusal ? ForecastParseError.Refusal : ForecastParseError.NoForecast);
        }

        var sum = values.Sum();
        if (Math.Abs(sum - 1) > SumTolerance) return (null, ForecastParseError.OutOfRange);
        OutcomeShares.Normalize(values);
        return (values, ForecastParseError.None);
    }

    public static char Letter(int index) => (char)('A' + index);

    // The last place where the label stands as a word, quoted as in JSON or not, with a colon or an equals sign behind it.
    private static ParsedForecast? Last(string text, string label)
    {
        for (var at = text.LastIndexOf(label, StringComparison.OrdinalIgnoreCase); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(label, at - 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '_')) continue;
            var end = at + label.Length;
            while (end < text.Length && text[end] is '"' or '\'' or '*' or '`' or ' ' or '\t') end++;
            if (end >= text.Length || text[end] is not (':' or '=')) continue;
            end++;
            var stop = end;
            while (stop < text.Length && stop - end < MaxLine && text[stop] is not ('\n' or '}' or ';') && !(text[stop] == ',' && !(stop + 1 < text.Length && char.IsAsciiDigit(text[stop + 1])))) stop++;
            return ForecastParser.Parse("FINAL_PROBABILITY: " + text[end..stop].Trim());
        }

        return null;
    }
}
