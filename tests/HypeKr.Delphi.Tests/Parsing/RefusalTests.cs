namespace HypeKr.Delphi.Tests;

/// <summary>Part 5: refusals.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string> Refusals => new()
    {
        { "I'm sorry, but I can't assist with that.", "refusal" },
        { "I’m sorry, but I can’t help with that.", "refusal" },
        { "I am sorry, I cannot make a prediction.", "refusal" },
        { "I cannot give odds on this.", "refusal" },
        { "I can't offer a probability.", "refusal" },
        { "I won't provide a forecast.", "refusal" },
        { "I won't make a prediction.", "refusal" },
        { "I must decline.", "refusal" },
        { "I must decline to forecast this.", "refusal" },
        { "I decline to speculate.", "refusal" },
        { "I decline to answer.", "refusal" },
        { "I am unable to predict elections.", "refusal" },
        { "I'm not able to provide that.", "refusal" },
        { "I am not able to forecast this.", "refusal" },
        { "As an AI, I don't make predictions.", "refusal" },
        { "As an AI assistant, I can't say what will happen.", "refusal" },
        { "As an AI language model, I do not have opinions.", "refusal" },
        { "I'm not comfortable with giving a number.", "refusal" },
        { "I am not comfortable with providing an estimate.", "refusal" },
        { "That is against my guidelines.", "refusal" },
        { "Providing this would be against my guidelines.", "refusal" },
        { "I cannot in good conscience provide odds.", "refusal" },
        { "I cannot speculate about a person's health.", "refusal" },
        { "I can't answer this question.", "refusal" },
        { "Sorry, I cannot assist with this.", "refusal" },
        { "I will not predict this.", "refusal" },
        { "I'm unable to make predictions about real people.", "refusal" },
        { "无法预测这种事件。", "refusal" },
        { "未来の出来事を予測することはできません。", "refusal" },
        { "죄송하지만 도와드릴 수 없습니다.", "refusal" },
        { "{\"refusal\": \"I'm sorry, I can't help with that.\"}", "refusal" },
        { "{\"probability\": null, \"note\": \"As an AI I cannot predict this\"}", "refusal" },
        { "{\"probability\": \"N/A\", \"reason\": \"I am unable to provide a forecast.\"}", "refusal" },
        { "FINAL_PROBABILITY: N/A\nI cannot provide one.", "refusal" },
        { "```json\n{\"probability\": null, \"reason\": \"I won't speculate.\"}\n```", "refusal" },
        { "I cannot predict this. The poll said 48%.", "refusal" },
        { "I can't give a number. Markets: 20% and 30%.", "refusal" },
        { "Unfortunately, I cannot provide a probability estimate.", "refusal" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void RefusalsAreToldFromSilence(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Answers => new()
    {
        { "I'm sorry for the delay. Probability: 30%", "0.3" },
        { "I can't predict the weather, but my best guess is 30%.", "0.3" },
        { "As an AI I cannot be sure. FINAL_PROBABILITY: 0.3", "0.3" },
        { "I cannot provide certainty.\n\n0.3", "0.3" },
        { "I am unable to verify this. I'd say 30%.", "0.3" },
        { "I won't hedge: 30%.", "0.3" },
        { "I can't rule it out: 30%.", "0.3" },
        { "I cannot find data. Roughly 30%.", "0.3" },
        { "I cannot give a precise number. {\"probability\": 0.3}", "0.3" },
        { "I was unable to verify the numbers.", "none" },
        { "It is impossible to say.", "none" },
        { "I can't provide certainty, yet YES: 30%", "0.3" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void ANumberBeatsARefusal(string text, string expected) => ParserAssert.Reads(text, expected);
}
