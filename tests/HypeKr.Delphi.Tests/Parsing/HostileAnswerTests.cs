namespace HypeKr.Delphi.Tests;

/// <summary>
/// A megabyte of anything is read in a bounded number of steps a character: a reader that went back over the text
/// for each character would not finish here, and one that recursed without a bound would end the process.
/// </summary>
public sealed class HostileAnswerTests
{
    private const int Length = 1_000_000;

    [Theory]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("[{")]
    [InlineData("}")]
    [InlineData("{\"a\":")]
    [InlineData("{a:[")]
    [InlineData("{\"a\":\"")]
    [InlineData("{\"a\":\"x\"a//")]
    [InlineData("{//")]
    [InlineData("{/*")]
    [InlineData("{a:1 ")]
    [InlineData("[{},")]
    [InlineData("{\"probability\": \"I estimate 1% (")]
    [InlineData("{\"p\":{\"p\":")]
    [InlineData("<think>")]
    [InlineData("<think></analysis>")]
    [InlineData("<")]
    [InlineData("<answer>1")]
    [InlineData("```\n")]
    [InlineData("```news ")]
    [InlineData("~~~\n```\n")]
    [InlineData(">\n")]
    [InlineData("\n")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("*")]
    [InlineData("\\boxed{")]
    [InlineData("\\text{")]
    [InlineData("1,")]
    [InlineData("1.1,")]
    [InlineData("1-")]
    [InlineData("1 to ")]
    [InlineData("1 in ")]
    [InlineData("1 x 10^")]
    [InlineData("1 + ")]
    [InlineData("1 + 1 = ")]
    [InlineData("between 1 and ")]
    [InlineData("seventy ")]
    [InlineData("probability of is ")]
    [InlineData("probability of ( is ")]
    [InlineData("probability: [")]
    [InlineData("probability: <")]
    [InlineData("final answer ")]
    [InlineData("final probability: a ")]
    [InlineData("<probability>a")]
    [InlineData("answer: n/a a ")]
    [InlineData("1. ")]
    [InlineData("answer\n\n")]
    [InlineData("P(YES) ")]
    [InlineData("|yes|\n|-|\n")]
    [InlineData("I would ")]
    [InlineData("as an ai ")]
    [InlineData("i cannot ")]
    [InlineData("확률은 ")]
    [InlineData("10번 중 ")]
    [InlineData("\u0301\u0316")]
    [InlineData("\uFDFA")]
    [InlineData("\uD800")]
    [InlineData("\u200B")]
    public void RepetitionEnds(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
        var parsed = ForecastParser.Parse(text);
        Assert.True(!parsed.HasValue || parsed.Probability is 0 or 1 or 0.01 or 0.5, $"{unit} gave {parsed}");
    }

    [Theory]
    [InlineData("1")]
    [InlineData(" ")]
    [InlineData("probability ")]
    [InlineData("(")]
    [InlineData("1% ")]
    [InlineData("not a coin flip ")]
    [InlineData("word ")]
    public void AFinalLineIsFoundBehindIt(string unit) =>
        ParserAssert.Reads(string.Concat(Enumerable.Repeat(unit, Length / unit.Length)) + "\nFINAL_PROBABILITY: 0.37", 0.37);

    [Fact]
    public void AHugeNumberIsOutOfRange()
    {
        ParserAssert.Fails("FINAL_PROBABILITY: " + new string('9', Length), "out_of_range");
        ParserAssert.Fails("FINAL_PROBABILITY: 1e" + new string('9', Length), "out_of_range");
        ParserAssert.Reads("FINAL_PROBABILITY: 1e-" + new string('9', Length), 0);
        ParserAssert.Reads("FINAL_PROBABILITY: 0." + new string('3', Length), 1 / 3.0);
    }

    [Fact]
    public void MemoryGrowsWithTheText()
    {
        var allocated = Allocated(string.Concat(Enumerable.Repeat("{\"a\":[1% (\uFDFA", 80_000)));
        Assert.InRange(allocated, 0, 200L * 1024 * 1024);
    }

    private static long Allocated(string text)
    {
        ForecastParser.Parse("1%");
        var before = GC.GetAllocatedBytesForCurrentThread();
        ForecastParser.Parse(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
