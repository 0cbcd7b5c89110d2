namespace HypeKr.Delphi.Tests;

/// <summary>Tier 1a: forecasts in JSON, well formed or not.</summary>
public sealed class JsonAnswerTests
{
    public static TheoryData<string, string> Keys => new()
    {
        { "{\"probability\": 0.41}", "0.41" },
        { "{ \"Final Probability\" : 0.41 }", "0.41" },
        { "{\"final-forecast\": 0.2}", "0.2" },
        { "{\"prob_yes\": 0.33, \"prob_no\": 0.67}", "0.33" },
        { "{\"yes_probability\": 0.1}", "0.1" },
        { "{\"Probability-Yes\": 0.1}", "0.1" },
        { "{\"estimate\": 0.77, \"range\":[0.6,0.9]}", "0.77" },
        { "{\"answer\": 0.5, \"unit\": \"probability\"}", "0.5" },
        { "{\"final_answer\": \"35%\"}", "0.35" },
        { "{\"data\":{\"items\":[{\"name\":\"x\"},{\"probability\":0.37}]}}", "0.37" },
        { "{\"rationale\":\"I estimate 60%\",\"probability\":0.35}", "0.35" },
        { "{\"confidence\":{\"probability\":0.9}}", "none" },
        { "{\"prediction\":\"YES\",\"probability\":0.7}", "0.7" },
        { "{\"analysis\":\"prior 20%\",\"forecast\":{\"value_low\":0.2,\"probability\":0.3,\"value_high\":0.4}}", "0.3" },
        { "{\"probability\": 2.5e-2}", "0.025" },
        { "{\"probability\": 0.0}", "0" },
        { "[\n  {\"probability\": 0.66, \"id\": 1}\n]", "0.66" },
        { "[{\"probability\":0.4},{\"probability\":0.4}]", "0.4" },
        { "[{\"probability\":0.4},{\"note\":\"x\"}]", "0.4" },
        { "My estimate is below.\n\n{\"probability\": 0.12}\n\nThe market says 40%.", "0.12" },
        { "Answer 1: {\"p\": 0.2} and after review {\"p\": 0.3}. Done.", "0.3" },
        { "Prior 20% -> posterior {\"probability\": 0.26, \"confidence\": 0.7}", "0.26" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void KeysOfForecastsAreFound(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Lenient => new()
    {
        { "{'probability': 0.22, 'why': 'it\\'s weak',}", "0.22" },
        { "{probability: 0.22, why: 'weak signal'}", "0.22" },
        { "{\"probability\": 0.22 /* mid */, \"c\": 1}", "0.22" },
        { "{\n# comment\n\"probability\": 0.22\n}", "0.22" },
        { "{\n\"probability\": 0.22 # comment\n}", "0.22" },
        { "{\"a\": 1 \"probability\": 0.22 \"c\": 2}", "0.22" },
        { "{\"a\": \"x\"\n\"probability\": 0.22\n\"c\": 2}", "0.22" },
        { "{\"probability\": +.4}", "0.4" },
        { "{\"probability\": 1/4}", "0.25" },
        { "{\"probability\": 7.5 %}", "0.075" },
        { "{\"probability\": ~35%}", "0.35" },
        { "{\"probability\": about 0.4}", "0.4" },
        { "{\"probability\": 0,35}", "0.35" },
        { "{\"probability\": 0,35, \"confidence\": 0,8}", "0.35" },
        { "{\"probability\": undefined}", "none" },
        { "{\"probability\": true}", "none" },
        { "{\"probability\": False, \"p\": null}", "none" },
        { "{\"steps\": [\"it is \\\"likely\\\"\", 'b'], \"probability\": 0.19,}", "0.19" },
        { "{\"reasoning\": \"He said \"maybe\" and left\", \"probability\": 0.3}", "0.3" },
        { "{“probability”: 0.3}", "0.3" },
        { "{{\"probability\": 0.3}}", "0.3" },
        { "{\"probability\": 0.3;}", "0.3" },
        { "{\"probability\": 3 in 10}", "0.3" },
        { "{\"probability\": one in five}", "0.2" },
        { "{\"probability\": \"0.3\", }", "0.3" },
    };

    [Theory]
    [MemberData(nameof(Lenient))]
    public void FaultyJsonIsRead(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Strings => new()
    {
        { "{\"probability\": \"roughly 62 %\"}", "0.62" },
        { "{\"probability\": \"62 per cent\"}", "0.62" },
        { "{\"probability\": \"~0.4\"}", "0.4" },
        { "{\"probability\": \"≈ 40%\"}", "0.4" },
        { "{\"probability\": \"2 out of 5\"}", "0.4" },
        { "{\"probability\": \"3 / 8\"}", "0.375" },
        { "{\"probability\": \"12,5%\"}", "0.125" },
        { "{\"probability\": \"0.30 (30%)\"}", "0.3" },
        { "{\"probability\": \"0.30 (13%)\"}", "ambiguous" },
        { "{\"probability\": \"30% (0.3)\"}", "0.3" },
        { "{\"probability\": \"1/3 (33%)\"}", "0.333333333" },
        { "{\"probability\": \"40-50%\"}", "0.45" },
        { "{\"probability\": \"0.4-0.5\"}", "0.45" },
        { "{\"probability\": \"20%-70%\"}", "ambiguous" },
        { "{\"probability\": \"under 5%\"}", "0.05" },
        { "{\"probability\": \"≤ 5%\"}", "0.05" },
        { "{\"probability\": \">= 0.9\"}", "0.9" },
        { "{\"probability\": \"forty-five percent\"}", "0.45" },
        { "{\"probability\": \"1:3\"}", "0.25" },
        { "{\"probability\": \"4:1 against\"}", "0.2" },
        { "{\"probability\": \"1 to 4\"}", "0.2" },
        { "{\"probability\": \"low\"}", "none" },
        { "{\"probability\": \" \"}", "none" },
        { "{\"probability\": \"TBD\"}", "none" },
        { "{\"probability\": \"?\"}", "none" },
        { "{\"probability\": \"<number>\"}", "none" },
        { "{\"probability\": \"0.xx\"}", "none" },
        { "{\"probability\": \"XX%\"}", "none" },
        { "{\"probability\": \"fifty-fifty\"}", "0.5" },
        { "{\"probability\": \"coin flip\"}", "0.5" },
        { "{\"probability\": \"NaN\"}", "none" },
        { "{\"probability\": \"inf\"}", "out_of_range" },
        { "{\"probability\": \"I estimate 40%\"}", "0.4" },
        { "{\"answer\": \"Probability: 40%\"}", "0.4" },
        { "{\"answer\": \"The probability is 40%.\"}", "0.4" },
        { "{\"answer\": \"I would put this at 40%.\"}", "0.4" },
        { "{\"answer\": \"There are 3 candidates\"}", "none" },
        { "{\"probability\": \"72\"}", "0.72" },
        { "{\"probability\": \"1.5\"}", "ambiguous" },
        { "{\"probability\": \"150\"}", "out_of_range" },
        { "{\"probability\": \"**0.72**\"}", "0.72" },
        { "{\"probability\": \"72% (90% CI 60-80%)\"}", "0.72" },
        { "{\"probability\": \"seven in ten\"}", "0.7" },
    };

    [Theory]
    [MemberData(nameof(Strings))]
    public void StringsHoldValues(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Numbers => new()
    {
        { "{\"probability\": 99}", "0.99" },
        { "{\"probability\": 2}", "0.02" },
        { "{\"probability\": 1.99}", "ambiguous" },
        { "{\"probability\": 100.5}", "out_of_range" },
        { "{\"probability\": -1}", "out_of_range" },
        { "{\"probability\": -1e-9}", "out_of_range" },
        { "{\"probability\": \"101%\"}", "out_of_range" },
        { "{\"probability\": \"-0.1\"}", "out_of_range" },
        { "{\"probability\": \"200\"}", "out_of_range" },
        { "{\"probability\": nan}", "none" },
        { "{\"probability\": -NaN}", "none" },
        { "{\"probability\": \"1e400\"}", "out_of_range" },
        { "{\"probability\": []}", "none" },
        { "{\"probability\": {\"value\": 0.3}}", "ambiguous" },
        { "{\"probability\": {\"yes\": 0.3, \"no\": 0.7}}", "0.3" },
        { "{\"confidence\": 0.3, \"certainty\": 0.9}", "none" },
        { "{\"probability\": 1e2}", "1" },
        { "[]", "none" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NumbersAreCheckedAndNeverClamped(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Several => new()
    {
        { "{\"Yes\": 0.3}", "0.3" },
        { "{\"yes\": 30, \"no\": 70}", "0.3" },
        { "{\"yes\": 0.3, \"no\": 0.71}", "0.3" },
        { "{\"yes\": 0.3, \"no\": 0.73}", "ambiguous" },
        { "{\"result\": {\"yes\": \"30%\", \"no\": \"70%\"}}", "0.3" },
        { "{\"probability\": 0.4, \"yes\": 0.9}", "0.4" },
        { "Option A {\"probability\": 0.1}\n\n[{\"probability\": 0.2}, {\"probability\": 0.9}]", "ambiguous" },
        { "{\"probability\": 0.2}\n\nmy answer: 0.25", "0.25" },
        { "{\"probability\": 0.2}\n\n**0.3**", "0.3" },
        { "<answer>0.2</answer> {\"probability\": 0.3}", "0.3" },
        { "{\"probability\": 0.3} <answer>0.2</answer>", "0.2" },
        { "{\"probability\": 0.3, \"note\": \"FINAL_PROBABILITY: 0.9\"}", "0.3" },
        { "{\"probability\": 0.3, \"note\": \"Probability: 90%\"}", "0.3" },
        { "{\"scenarios\":{\"a\":{\"probability\":0.2},\"b\":{\"probability\":0.5}}}", "ambiguous" },
    };

    [Theory]
    [MemberData(nameof(Several))]
    public void TheObjectThatStartsLastWins(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> CutOff => new()
    {
        { "{\"probability\": 0.3,", "0.3" },
        { "{\"probability\": 0.3\n", "0.3" },
        { "{\"probability\": 0.3", "none" },
        { "{\"probability\": \"30%\", \"x\": [1, 2", "0.3" },
        { "{\"probability\": \"30%", "none" },
        { "{\"probability\": 0.3, \"reasoning\": \"", "0.3" },
        { "{\"answer\": {\"probability\": 0.3, \"low\": 0.", "0.3" },
        { "{\"answer\": {\"probability\": 0.3", "none" },
        { "{\"answer\": {\"probability\": 0.3}", "0.3" },
        { "[{\"probability\": 0.3}", "0.3" },
        { "{\"prob", "none" },
        { "{", "none" },
        { "```json\n{\"reasoning\": \"long and cut", "none" },
        { "{\"confidence\": 0.7, \"probability\": 0.4", "none" },
    };

    [Theory]
    [MemberData(nameof(CutOff))]
    public void ACutOffValueCountsOnlyBeforeASeparator(string text, string expected) => ParserAssert.Reads(text, expected);
}
