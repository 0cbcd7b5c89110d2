using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

[Trait("Category", "Vectors")]
public sealed class MessyAnswerVectorTests(ITestOutputHelper output)
{
    [VectorFact("delphi/messy-answers.json")]
    public void EveryAnswerIsReadByTheRule() => VectorFile.Open("delphi/messy-answers.json").Run(output, Check);

    private static void Check(JsonElement @case)
    {
        var text = @case.GetProperty("text").GetString()!;
        if (@case.TryGetProperty("p", out var p)) ParserAssert.Reads(text, p.GetDouble());
        else ParserAssert.Fails(text, @case.GetProperty("error").GetString()!);
    }
}
