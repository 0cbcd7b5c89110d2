using HypeKr.TestSupport;

namespace HypeKr.Delphi.Tests;

/// <summary>The tables of cases beside this file are other cases than the vectors'.</summary>
public sealed class RuleTableTests
{
    [VectorFact("delphi/messy-answers.json")]
    public void NoTableRepeatsAVector()
    {
        var vectors = VectorFile.Open("delphi/messy-answers.json").Root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("text").GetString()!).ToHashSet();
        var own = Tables().SelectMany(table => table).Select(row => (string)row[0]).ToList();
        Assert.True(own.Count >= 60);
        Assert.DoesNotContain(own, vectors.Contains);
    }

    private static IEnumerable<IEnumerable<object[]>> Tables() =>
    [
        CleaningTests.Fences, CleaningTests.Thoughts, CleaningTests.Quotations, JsonAnswerTests.Keys, JsonAnswerTests.Lenient, JsonAnswerTests.Strings, JsonAnswerTests.Numbers, JsonAnswerTests.Several,
        JsonAnswerTests.CutOff, FinalAnswerTests.Lines, FinalAnswerTests.LastLines, FinalAnswerTests.Bare, FinalAnswerTests.Elements, LabelledValueTests.Labels, LabelledValueTests.Sides,
        LabelledValueTests.Confidences, LabelledValueTests.Layouts, LabelledValueTests.Mixtures, ValueTests.Ratios, ValueTests.Ranges, ValueTests.Locales, ValueTests.Korean, ValueTests.Words,
        ProseTests.Sentences, ProseTests.Single, ProseTests.WithoutForecast, ProseTests.LongAnswers, RefusalTests.Refusals, RefusalTests.Answers,
    ];
}
