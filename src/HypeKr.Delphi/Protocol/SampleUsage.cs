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

    // Usage without a number is none, and a count below 0 is no count.
    internal static SampleUsage? From(UsageDetails? usage)
    {
        if (usage is null) return null;
        var read = new SampleUsage(Count(usage.InputTokenCount), Count(usage.OutputTokenCount), Count(usage.CachedInputTokenCount), Count(usage.ReasoningTokenCount));
        if (Count(usage.TotalTokenCount) is { } total)
        {
            if (read.InputTokens is null && read.OutputTokens is { } output) read = read with { InputTokens = Math.Max(0, total - output) };
            else if (read.OutputTokens is null && read.InputTokens is { } input) read = read with { OutputTokens = Math.Max(0, total - input) };
        }

        return read is { InputTokens: null, OutputTokens: null, CachedInputTokens: null, ReasoningTokens: null } ? null : read;

        static long? Count(long? value) => value is >= 0 ? value : null;
    }
}
