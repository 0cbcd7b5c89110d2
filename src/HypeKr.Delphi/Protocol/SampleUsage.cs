using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>Tokens of one call as its provider counted them; what it did not count is null, not 0.</summary>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written, reasoning among them where the provider counts so.</param>
/// <param name="CachedInputTokens">Tokens read from the provider's prompt cache, part of the input.</param>
/// <param name="ReasoningTokens">Tokens of hidden reasoning.</param>
public sealed record SampleUsage(long? InputTokens, long? OutputTokens, long? CachedInputTokens, long? ReasoningTokens)
{
    internal static SampleUsage? Sum(SampleUsage? first, SampleUsage? second)
    {
        if (first is null || second is null) return first ?? second;
        return new(
            Add(first.InputTokens, second.InputTokens),
            Add(first.OutputTokens, second.OutputTokens),
            Add(first.CachedInputTokens, second.CachedInputTokens),
            Add(first.ReasoningTokens, second.ReasoningTokens));

        static long? Add(long? a, long? b) => a is null ? b : a + (b ?? 0);
    }

    internal static SampleUsage? From(UsageDetails? usage) => usage is null
        ? null
        : new(usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount);
}
