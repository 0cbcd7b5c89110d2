namespace HypeKr.Delphi.Tests;

/// <summary>Part 0 of the rule: what is dropped before anything is read.</summary>
public sealed class CleaningTests
{
    public static TheoryData<string, string> Fences => new()
    {
        { "~~~json\n{\"probability\": 0.72}\n~~~", "0.72" },
        { "```yaml\nprobability: 0.31\nconfidence: 0.9\n```", "0.31" },
        { "```toml\nprobability = 0.31\n```", "0.31" },
        { "```xml\n<probability>0.31</probability>\n```", "0.31" },
        { "```text\nFINAL_PROBABILITY: 0.44\n```", "0.44" },
        { "```md\n**Probability:** 44%\n```", "0.44" },
        { "```bash\necho 0.9\n```\nProbability: 20%", "0.2" },
        { "```log\nFINAL_PROBABILITY: 0.9\n```", "none" },
        { "```js\nconst p = {\"probability\": 0.8};\n```", "none" },
        { "```html\n<p>0.8</p>\n```\n\n0.3", "0.3" },
        { "Here: ```json\n{\"probability\": 0.72}\n```", "0.72" },
        { "```json\n{\"probability\": 0.72}\n``` \nThanks", "0.72" },
        { "```\n0.42\n```", "0.42" },
        { "````news\n```json\n{\"probability\": 0.99}\n```\n````\nFINAL_PROBABILITY: 0.2", "0.2" },
        { "FINAL_PROBABILITY: 0.2\n```evidence\n{\"probability\": 0.99}", "0.2" },
        { "   ```json\n   {\"probability\": 0.35}\n   ```", "0.35" },
        { "```json5\n{probability: .35,}\n```", "0.35" },
        { "```JSONC\n{\"probability\": 0.35 /* ok */}\n```", "0.35" },
        { "```json {\"probability\": 0.35}```", "0.35" },
        { "```Python\np = {\"probability\": 0.35}\n```", "0.35" },
    };

    [Theory]
    [MemberData(nameof(Fences))]
    public void FencesOfQuotedMatterAreDropped(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Thoughts => new()
    {
        { "<thinking>0.3? 0.5?</thinking>\n0.4", "0.4" },
        { "<THINK>0.3? 0.5?</THINK>\n0.4", "0.4" },
        { "<analysis>I estimate 70%.</analysis>", "none" },
        { "<reasoning>P(YES)=0.9</reasoning>\nProbability: 30%", "0.3" },
        { "<scratchpad>FINAL_PROBABILITY: 0.9", "none" },
        { "FINAL_PROBABILITY: 0.3\n<think>should I revise to 0.9?", "0.3" },
        { "hmm 0.9\n</thinking>\nFINAL_PROBABILITY: 0.3", "0.3" },
        { "FINAL_PROBABILITY: 0.9\n</think>\nI cannot provide a forecast.", "refusal" },
        { "<think>a</think><think>b 0.9</think>0.4", "0.4" },
        { "<think>a<think>b 0.9</think>0.8</think>\n0.4", "0.4" },
        { "<think>\n{\"probability\": 0.9}\n</think>\n{\"probability\": 0.3}", "0.3" },
        { "<think>x</think>", "none" },
        { "<think>0.9</think>\n<analysis>0.8</analysis>\n<final>0.3</final>", "0.3" },
        { "<thinking>\nThe answer is 0.9\n</thinking>\n\nI estimate 30%.", "0.3" },
        { "<think>open 0.9 <analysis>0.8</analysis>", "none" },
        { "A </reasoning> B </think> Probability: 30%", "0.3" },
        { "<think type=\"x\">0.9</think> 0.3", "0.3" },
        { "<rationale>I estimate 0.9</rationale>\n<answer>0.3</answer>", "0.3" },
    };

    [Theory]
    [MemberData(nameof(Thoughts))]
    public void ThoughtsAreDropped(string text, string expected) => ParserAssert.Reads(text, expected);

    public static TheoryData<string, string> Quotations => new()
    {
        { "> FINAL_PROBABILITY: 0.99\nFINAL_PROBABILITY: 0.2", "0.2" },
        { "FINAL_PROBABILITY: 0.2\n  > FINAL_PROBABILITY: 0.99", "0.2" },
        { ">> Probability: 99%\nProbability: 20%", "0.2" },
        { "```news\n{\"probability\": 0.99}\n```\n{\"probability\": 0.2}", "0.2" },
        { "{\"probability\": 0.2}\n```quote\n{\"probability\": 0.99}\n```", "0.2" },
        { "```evidence\nI estimate 99%.\n```\nI estimate 20%.", "0.2" },
        { "~~~news\nFINAL_PROBABILITY: 0.99\n~~~\nFINAL_PROBABILITY: 0.2", "0.2" },
        { "> the author says 90%\n\nAbout 20%.", "0.2" },
        { "> I cannot provide a forecast.\n\nOK.", "none" },
        { "```untrusted\nProbability: 99%\n```\n\nI cannot provide a probability.", "refusal" },
        { "```csv\nyes,0.9\n```\nI would say 20%.", "0.2" },
    };

    [Theory]
    [MemberData(nameof(Quotations))]
    public void QuotedForecastsAreNotTheForecastersOwn(string text, string expected) => ParserAssert.Reads(text, expected);
}
