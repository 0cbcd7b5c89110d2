using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

// The JSON schemas for providers that honour one. Reasons come first, so that the number is written after them.
internal static class AnswerSchema
{
    private static readonly ChatResponseFormat Point = Format("\"final_probability\"");
    private static readonly ChatResponseFormat ThreePoint = Format("\"lower_bound\"", "\"upper_bound\"", "\"final_probability\"");

    public static ChatResponseFormat For(Elicitation elicitation, int outcomes) => outcomes > 0
        ? Format([.. Enumerable.Range(0, outcomes).Select(i => $"\"probability_{char.ToLowerInvariant(BoundedAnswer.Letter(i))}\"")])
        : elicitation == Elicitation.ThreePoint ? ThreePoint : Point;

    private static ChatResponseFormatJson Format(params string[] numbers)
    {
        var properties = string.Join(",", numbers.Select(name => name + ":{\"type\":\"number\"}"));
        using var schema = JsonDocument.Parse(
            "{\"type\":\"object\",\"properties\":{\"reasoning\":{\"type\":\"string\"}," + properties + "},\"required\":[\"reasoning\"," + string.Join(",", numbers) + "],\"additionalProperties\":false}");
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "forecast", "Reasons, then probabilities from 0 to 1.");
    }
}
