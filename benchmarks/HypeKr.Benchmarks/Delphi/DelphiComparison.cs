using System.Diagnostics;
using HypeKr.Delphi;
using Microsoft.Extensions.AI;

namespace HypeKr.Benchmarks;

internal static class DelphiComparison
{
    // At most 15 us a call over the floor; at least 5,000,000 answers of 1 KB a minute.
    private const double PanelBudget = 15;

    // At most 4 KB a call.
    private const long BytesBudget = 4096;
    private const double ParserBudget = 60e6 / 5_000_000;

    public static IEnumerable<ComparisonRow> Rows()
    {
        var panel = new PanelBenchmark();
        var call = Measure.InTurn(
            "panel, one call of 48", () => panel.Ours().GetAwaiter().GetResult(), "Task.WhenAll of the same calls", () => panel.WhenAll().GetAwaiter().GetResult(), target: null, PanelBenchmark.Calls);
        yield return call with { Target = call.Other / (call.Other + PanelBudget) };
        yield return new("panel, bytes a call", call.AllocatedBytes, BytesBudget, "the limit", "B", BytesBudget / (double)call.AllocatedBytes, 1, call.AllocatedBytes);

        var recorded = Measure.InTurn(
            "the same with a journal in a file", () => panel.OursWithJournal().GetAwaiter().GetResult(), "Task.WhenAll of the same calls", () => panel.WhenAll().GetAwaiter().GetResult(), target: null, PanelBenchmark.Calls);
        yield return recorded with { Target = recorded.Other / (recorded.Other + PanelBudget) };
        yield return WallClock();

        foreach (var hasFinalLine in new[] { true, false })
        {
            var parser = new ParserBenchmark { HasFinalLine = hasFinalLine };
            var answer = Measure.InTurn($"parse 1 KB that ends in {(hasFinalLine ? "a final line" : "prose")}", () => parser.Ours(), "one scan of the text", () => parser.Scan(), target: null);
            yield return answer with { Target = answer.Other / ParserBudget };
        }

        var growth = new ParserGrowthBenchmark();
        foreach (var row in RuleTable.Rows()) yield return row;

        yield return Measure.InTurn("parse hostile text of 64 KB, by the KB", () => growth.Ours(), "the same text in parts of 4 KB", () => growth.InParts(), target: null, ParserGrowthBenchmark.Kilobytes);
    }

    // 45 calls of 100 ms, nine at a time: no schedule ends before half a second. At most 1.05 times that.
    private static ComparisonRow WallClock()
    {
        const int Cap = 9;
        const double CallMilliseconds = 100;
        var definition = PanelDefinition.Original with { Prescreen = null, Stop = new StopRule(MaxRounds: 1) };
        var panel = new DelphiPanel(definition, new SlowClient(TimeSpan.FromMilliseconds(CallMilliseconds)));
        var question = new ForecastQuestion { Id = "rain", Title = "Will it rain?" };
        var best = double.PositiveInfinity;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            panel.RunAsync(question, new DelphiOptions { MaxConcurrency = Cap }).GetAwaiter().GetResult();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        var bound = CallMilliseconds * definition.Personas.Count * definition.SamplesPerPersona / Cap;
        return new("wall clock of 45 calls of 100 ms, 9 at a time", best, bound, "no schedule is shorter", "ms", bound / best, 1 / 1.05, 0);
    }

    private sealed class SlowClient(TimeSpan delay) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Delay(delay, cancellationToken);
            return new(new ChatMessage(ChatRole.Assistant, "FINAL_PROBABILITY: 0.37"));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The panel does not stream.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
