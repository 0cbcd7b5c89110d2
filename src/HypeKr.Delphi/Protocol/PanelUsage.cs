namespace HypeKr.Delphi;

/// <summary>Tokens of a run: sums over the calls that reported them, null where none did.</summary>
/// <remarks>A response that a cache repeats has the id of the first one, and counts once in a run.</remarks>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CachedInputTokens">Tokens read from a provider's prompt cache, part of the input.</param>
/// <param name="ReasoningTokens">Tokens of hidden reasoning.</param>
/// <param name="CallsReporting">Calls that reported any usage. Below <see cref="DelphiResult.Calls"/> the sums are lower bounds.</param>
public sealed record PanelUsage(long? InputTokens, long? OutputTokens, long? CachedInputTokens, long? ReasoningTokens, int CallsReporting)
{
    internal static PanelUsage Sum(IEnumerable<PanelSample> samples)
    {
        long? input = null, output = null, cached = null, reasoning = null;
        var reporting = 0;
        var seen = new HashSet<(string, string?)>();
        foreach (var sample in samples)
        {
            reporting += sample.CallsReporting;
            if (sample.Usage is not { } usage) continue;
            if (!string.IsNullOrEmpty(sample.ResponseId) && !seen.Add((sample.ResponseId, sample.Answer))) continue;
            input = Add(input, usage.InputTokens);
            output = Add(output, usage.OutputTokens);
            cached = Add(cached, usage.CachedInputTokens);
            reasoning = Add(reasoning, usage.ReasoningTokens);
        }

        return new PanelUsage(input, output, cached, reasoning, reporting);

        static long? Add(long? sum, long? value) => value is null ? sum : (sum ?? 0) + value;
    }
}
