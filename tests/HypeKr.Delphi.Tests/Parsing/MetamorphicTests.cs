using System.Text.RegularExpressions;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

/// <summary>What must not change a value, and what must take it away, on every shared answer.</summary>
public sealed partial class MetamorphicTests(ITestOutputHelper output)
{
    [VectorFact("delphi/messy-answers.json")]
    [Trait("Category", "Vectors")]
    public void Without_quantities_there_is_never_a_value() => Run(text =>
    {
        var bare = NumberWords().Replace(new string([.. TextNormalizer.Normalize(text).Where(c => !char.IsAsciiDigit(c) && c is not ('반' or '百' or '∞'))]), "");
        var parsed = ForecastParser.Parse(bare);
        Assert.False(parsed.HasValue, $"{parsed} from: {bare}");
    });

    [VectorFact("delphi/messy-answers.json")]
    [Trait("Category", "Vectors")]
    public void Thoughts_before_and_decoys_quoted_before_keep_the_value() => Run(text =>
    {
        // A text that has tags of its own may close these: its own are tested by the cases themselves.
        if (text.Contains('<', StringComparison.Ordinal) || text.Contains("```", StringComparison.Ordinal) || text.Contains("~~~", StringComparison.Ordinal)) return;
        var expected = ForecastParser.Parse(text);
        foreach (var decoy in (string[])
            [
                "<think>It could be FINAL_PROBABILITY: 0.99, or 3%.</think>\n",
                "<reasoning>\nProbability: 12%\n</reasoning>\n",
                "> FINAL_PROBABILITY: 0.99\n> I estimate 3%.\n\n",
                "```news\nFINAL_PROBABILITY: 0.99\n```\n",
                "```csharp\nvar probability = 0.99;\n```\n",
            ])
        {
            Assert.Equal(expected, ForecastParser.Parse(decoy + text));
        }
    });

    [VectorFact("delphi/messy-answers.json")]
    [Trait("Category", "Vectors")]
    public void A_fence_of_the_answers_own_keeps_the_value() => Run(text =>
    {
        if (text.Contains("```", StringComparison.Ordinal) || text.Contains("~~~", StringComparison.Ordinal)) return;

        // A line break ends a number that the end of the text would have cut off.
        Assert.Equal(ForecastParser.Parse(text + "\n"), ForecastParser.Parse("```text\n" + text + "\n```"));
    });

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|evens?|coin|coinflip|toss|tossup)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberWords();

    private void Run(Action<string> check) => VectorFile.Open("delphi/messy-answers.json").Run(output, one => check(one.GetProperty("text").GetString()!));
}
