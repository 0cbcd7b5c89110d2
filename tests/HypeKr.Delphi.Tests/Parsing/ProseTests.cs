namespace HypeKr.Delphi.Tests;

/// <summary>Tier 3: sentences with a cue, and texts that hold one probability.</summary>
public sealed class ProseTests
{
    public static TheoryData<string, string> Sentences => new()
    {
        { "Experts said 10%. I think 30%. Overall I settle on 25%. Turnout was 66%.", "0.25" },
        { "I estimate 25%. The market says 40%.", "0.25" },
        { "I do not think 60% is right. Polls show 45%.", "ambiguous" },
        { "I would not say 60%.", "0.6" },
        { "I think 40% is fair, but I would go with 45%.", "0.45" },
        { "I estimate 5 in 8, though 70% is possible.", "0.625" },
        { "The overall turnout was 66%. I forecast 28%.", "0.28" },
        { "I forecast 28%. The overall turnout was 66%.", "0.28" },
        { "I estimate a 0.4 probability.", "0.4" },
        { "I estimate that in 2026 there will be 3 cuts and give it 40%.", "0.4" },
        { "I would put this at 140%.", "out_of_range" },
        { "I would put this at between 10% and 70%.", "ambiguous" },
        { "I estimate XX%.", "none" },
        { "I would estimate approx. 30% here. Polls were 44%.", "0.3" },
        { "My estimate, after everything, is 22%. The poll said 40%.", "0.22" },
        { "My best guess is no. Polls show 48% and 52%.", "ambiguous" },
        { "I think it is decided in the U.S. Polls show 48% and 52%.", "ambiguous" },
        { "Polls show 48%. I side with Dr. Who and would, e.g. today, go with approx. 35%.", "ambiguous" },
        { "Polls show 48%. I think, with Dr. Who, approx. 35%.", "0.35" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void TheLastSentenceWithACueWins(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Single => new()
    {
        { "Maybe a 1 in 3 chance.", "0.333333333" },
        { "Chances look like 45%.", "0.45" },
        { "It has a 0.2 likelihood.", "0.2" },
        { "Perhaps 12% given the above", "0.12" },
        { "Only 3% of such bills pass.", "0.03" },
        { "It is 30%, yes, 30%.", "0.3" },
        { "30% (0.3).", "0.3" },
        { "30% (0.5).", "ambiguous" },
        { "Team A: 60%, Team B: 60%.", "0.6" },
        { "12% or 20%.", "ambiguous" },
        { "In scenario A it is 0.3 and in B 0.5.", "ambiguous" },
        { "Growth was 2% and inflation 3%.", "ambiguous" },
        { "They have 47 seats and need 51.", "none" },
        { "Version 0.5.1 was released on 01.02.2025.", "none" },
        { "The price is $0.62 today.", "none" },
        { "It fell 0.4 points.", "none" },
        { "A gain of 5 percentage points.", "none" },
        { "There are 3 of 5 precedents.", "none" },
        { "At 10:30 on 3/4/2026.", "none" },
    };

    [Theory]
    [MemberData(nameof(Single))]
    public void OneProbabilityWithoutACueIsTheAnswer(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> WithoutForecast => new()
    {
        { "\n", "none" },
        { "???", "none" },
        { "N/A", "none" },
        { "null", "none" },
        { "Thanks!", "none" },
        { "I think so.", "none" },
        { "Yes, definitely.", "none" },
        { "The event is scheduled for 12 May 2026.", "none" },
        { "Here is a list:\n1. One\n2. Two\n3. Three", "none" },
        { "HTTP 429 Too Many Requests", "none" },
        { "Error 500", "none" },
        { "Timeout after 30 seconds", "none" },
        { "The ratio is 3.5 to 1.2 million", "none" },
        { "FINAL_PROBABILITY:", "none" },
        { "FINAL_PROBABILITY: ", "none" },
        { "Probability", "none" },
        { "{\"status\": \"ok\"}", "none" },
        { "<probability></probability>", "none" },
        { "<answer></answer>", "none" },
        { "\\boxed{}", "none" },
        { "**", "none" },
        { "```json\n```", "none" },
        { "```json\n{}\n```", "none" },
        { "Probability: \n\nThe outcome depends on turnout.", "none" },
        { "My best guess is no.", "none" },
        { "As of 2026-03-01 there were 1,234 votes.", "none" },
        { "Let me consider the base rate of", "none" },
        { "1. First\n2. Second", "none" },
        { "{\"probability\":", "none" },
        { "Final answer: yes", "none" },
        { "Final answer: No", "none" },
        { "The answer is unclear.", "none" },
        { "Ver. 2.0", "none" },
        { "Call 555-0100.", "none" },
    };

    [Theory]
    [MemberData(nameof(WithoutForecast))]
    public void NothingIsReadIntoOtherText(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> LongAnswers => new()
    {
        { "Step 1: P(A) = 0.6.\nStep 2: P(B|A) = 0.5.\nStep 3: 0.6 × 0.5 = 0.3.\n\nFINAL_PROBABILITY: 0.3", "0.3" },
        { "Base rate is 20% (4 of 20). Odds form: prior 1:4, LR 2, posterior 2:4.\n\nMy final estimate: 33%.", "0.33" },
        { "I first thought 60%. After the peers, 45%.\n\nFINAL_PROBABILITY: 0.5\n\nConfidence: 0.7", "0.5" },
        { "Peers: agent-A 0.3, agent-B 0.5. I move to 0.4.\n\n{\"probability\": 0.4}", "0.4" },
        { "Question 1 of 1. Deadline 2026-12-31.\n\nInside view: 40%\nOutside view: 20%\n\nProbability: 28%\nRange: 15%-45%", "0.28" },
        { "I begin with 30%.\nThen I add 10 points.\nTherefore I would say 40%.", "0.4" },
    };

    [Theory]
    [MemberData(nameof(LongAnswers))]
    public void StepsOfACalculationAreNotTheAnswer(string text, string expected) => ParserAssert.Reads(text, expected);

    [Theory]
    [InlineData("I would estimate")]
    [InlineData("I'd say")]
    [InlineData("I will put this at")]
    [InlineData("I'll go with")]
    [InlineData("I'm going with")]
    [InlineData("I assign")]
    [InlineData("I forecast")]
    [InlineData("I predict")]
    [InlineData("I settle on")]
    [InlineData("I land at")]
    [InlineData("I arrive at")]
    [InlineData("I conclude")]
    [InlineData("I guess")]
    [InlineData("I'd call it")]
    [InlineData("I peg this at")]
    [InlineData("I lean towards")]
    [InlineData("I think it's")]
    [InlineData("I would place the chance at")]
    [InlineData("I would therefore put it at")]
    [InlineData("My own estimate is")]
    [InlineData("My final prediction:")]
    [InlineData("My overall view is")]
    [InlineData("My central estimate is")]
    [InlineData("My number:")]
    [InlineData("My read is")]
    [InlineData("Best guess:")]
    [InlineData("Overall,")]
    [InlineData("In sum,")]
    [InlineData("Bottom line:")]
    [InlineData("Therefore,")]
    [InlineData("All in all,")]
    [InlineData("저는")]
    [InlineData("제 판단은")]
    [InlineData("종합하면")]
    [InlineData("결론적으로")]
    public void ACueMarksTheForecastersOwnNumber(string cue)
    {
        ParserAssert.Reads($"Polls said 51% last year and 58% this year. {cue} 37%. That is well above one vote in Congress.", "0.37");
        ParserAssert.Reads($"Polls said 51% last year and 58% this year.\n\n{cue} about 0.37 given the above, I suppose.", "0.37");
    }
}
