using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HypeKr.TestSupport;

namespace HypeKr.Delphi.Tests;

/// <summary>What holds for any text.</summary>
public sealed class ForecastParserProperties
{
    /// <summary>What answers are made of, so that random texts reach the readers and not only the way past them.</summary>
    private static readonly string[] Fragments =
    [
        "FINAL_PROBABILITY: ", "Probability", " of NO", ": ", " = ", "0.35", "35%", "72", "1.5", "-0.2", "1e999", "3:1", " against", "1/4", "1 in 5", "60-70%", "(26%)", "(90% CI: 50%–74%)",
        "{\"probability\": ", "}", "[", "]", "{", "\"", "'", ",", "null", "I would put this at ", "My best guess is ", "Confidence: ", "YES: ", "NO: ", "| Yes | ", " |", "\n", "\n\n", "> ", "```json\n",
        "```news\n", "```", "<think>", "</think>", "<answer>", "</answer>", "\\boxed{", "**", "~", "0.NN", "XX%", "<", ">", "seventy percent", "확률은 ", "10번 중 3번", "٧٢٪", "½", "\u200B", "\uD800", "e\u0301",
        "I cannot provide a forecast.", "between ", " and ", " or ", "1 + 1 = ", "x 10^", "$", "%",
    ];

    private static readonly Gen<string> Answers = Gen.OneOf(
        from parts in Gen.ArrayOf(Gen.Elements(Fragments)) select string.Concat(parts),
        from text in ArbMap.Default.GeneratorFor<string>() select text ?? "",
        from text in Gen.Elements(VectorTexts()) from edits in Gen.ArrayOf(Edit()) select edits.Aggregate(text, (t, e) => e(t)));

    [Property(MaxTest = 3000)]
    public Property AnyTextGivesAProbabilityOrAnError() => Prop.ForAll(Answers.ToArbitrary(), text =>
    {
        var parsed = ForecastParser.Parse(text);
        return parsed.HasValue
            ? parsed.Error == ForecastParseError.None && parsed.Probability is >= 0 and <= 1
            : parsed.Error != ForecastParseError.None;
    });

    /// <summary>Holds for text in which the added line is not quoted, thought, or part of something that is left open.</summary>
    [Property(MaxTest = 3000)]
    public Property AFinalLineAtTheEndWins() => Prop.ForAll(Answers.ToArbitrary(), text =>
        TextNormalizer.Normalize(text).AsSpan().ContainsAny("<{[`~")
        || ForecastParser.Parse(text + "\nFINAL_PROBABILITY: 0.37") is { HasValue: true, Probability: 0.37 });

    [Property(MaxTest = 1000)]
    public Property ReadingDoesNotDependOnHowDigitsAreSet() => Prop.ForAll(Answers.ToArbitrary(), text =>
    {
        var parsed = ForecastParser.Parse(text);
        return ForecastParser.Parse(Shifted(text, '０')) == parsed && ForecastParser.Parse(Shifted(text, '٠')) == parsed && ForecastParser.Parse(Shifted(text, '०')) == parsed;
    });

    [Property(MaxTest = 1000)]
    public Property ThoughtsAndQuotationsChangeNothing() => Prop.ForAll(Answers.ToArbitrary(), text =>
        TextNormalizer.Normalize(text).AsSpan().ContainsAny("<`~")
        || ForecastParser.Parse($"<think>FINAL_PROBABILITY: 0.9</think>{text}") == ForecastParser.Parse(text)
        && ForecastParser.Parse($"> FINAL_PROBABILITY: 0.9\n```news\nFINAL_PROBABILITY: 0.9\n```\n{text}") == ForecastParser.Parse(text));

    /// <summary>A number out of range is an error wherever a value may stand.</summary>
    [Property]
    public bool NoNumberIsClamped(uint above)
    {
        var value = 101 + (above % 1_000_000);
        string[] numbers = [value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{value}%"), string.Create(CultureInfo.InvariantCulture, $"-{value}"), string.Create(CultureInfo.InvariantCulture, $"-0.{value}")];
        return numbers.All(n => Places(n).All(text => ForecastParser.Parse(text).Error == ForecastParseError.OutOfRange));
    }

    [Property]
    public bool AProbabilityIsReadInEveryPlace(ushort draw)
    {
        var expected = draw / 65536.0;
        var number = expected.ToString("0.0###############", CultureInfo.InvariantCulture);
        return Places(number).All(text => ForecastParser.Parse(text) is { HasValue: true } parsed && Math.Abs(parsed.Probability - expected) < 1e-12);
    }

    [Property]
    public bool APercentageIsAHundredthInEveryPlace(ushort draw)
    {
        var percentage = Math.Round(draw / 655.36, 2);
        var number = string.Create(CultureInfo.InvariantCulture, $"{percentage}%");
        return Places(number).All(text => ForecastParser.Parse(text) is { HasValue: true } parsed && Math.Abs(parsed.Probability - (percentage / 100)) < 1e-12);
    }

    [Property]
    public bool ARangeIsItsMiddleUpToAFifth(byte low, byte width)
    {
        var (a, b) = (low % 101, Math.Min(100, (low % 101) + (width % 60)));
        var parsed = ForecastParser.Parse(string.Create(CultureInfo.InvariantCulture, $"Probability: between {a}% and {b}%"));
        return b - a <= 20
            ? parsed.HasValue && Math.Abs(parsed.Probability - ((a + b) / 200.0)) < 1e-9
            : parsed.Error == ForecastParseError.Ambiguous;
    }

    [Property]
    public bool YesAndNoMustSumToOne(byte yes, byte no)
    {
        var (a, b) = (yes % 101, no % 101);
        var text = string.Create(CultureInfo.InvariantCulture, $"YES: {a}%\nNO: {b}%");
        var turned = string.Create(CultureInfo.InvariantCulture, $"NO: {b}%\nYES: {a}%");
        var parsed = ForecastParser.Parse(text);
        return ForecastParser.Parse(turned) == parsed && (Math.Abs(a + b - 100) <= 2
            ? parsed.HasValue && Math.Abs(parsed.Probability - (a / 100.0)) < 1e-9
            : parsed.Error == ForecastParseError.Ambiguous);
    }

    private static IEnumerable<string> Places(string number) =>
    [
        number, $"FINAL_PROBABILITY: {number}", $"Final answer: **{number}**", $"The final probability is {number}.", $"Probability: {number}", $"P(YES) = {number}", $"{{\"probability\": {number}}}",
        $"{{\"probability\": \"{number}\"}}", $"{{'forecast': {number}, 'confidence': 0.9}}", $"<answer>{number}</answer>", $"\\boxed{{{number}}}", $"Polls say 48% to 52%.\n\n*{number}*", $"확률: {number}",
    ];

    private static string Shifted(string text, char zero) => string.Create(text.Length, (text, zero), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiDigit(state.text[i]) ? (char)(state.text[i] - '0' + state.zero) : state.text[i];
    });

    private static string[] VectorTexts() =>
        [.. VectorFile.Open("delphi/messy-answers.json").Root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("text").GetString()!)];

    /// <summary>Inserts a fragment, deletes a stretch, or doubles one.</summary>
    private static Gen<Func<string, string>> Edit() =>
        from kind in Gen.Choose(0, 2)
        from at in Gen.Choose(0, 1000)
        from length in Gen.Choose(1, 12)
        from fragment in Gen.Elements(Fragments)
        select (Func<string, string>)(text =>
        {
            var start = at % (text.Length + 1);
            var end = Math.Min(text.Length, start + length);
            return kind switch
            {
                0 => text.Insert(start, fragment),
                1 => text.Remove(start, end - start),
                _ => new StringBuilder(text).Insert(start, text[start..end]).ToString(),
            };
        });
}
