using BenchmarkDotNet.Attributes;
using HypeKr.Delphi;
using Microsoft.Extensions.AI;

namespace HypeKr.Benchmarks;

/// <summary>What does a panel add to each call of a model, prompts included?</summary>
public class PanelBenchmark
{
    /// <summary>The original's panel, agreed after one round: a prescreen by three, then nine personas with five samples each.</summary>
    public const int Calls = 3 + (9 * 5);

    private readonly InstantClient _client = new();
    private readonly DelphiPanel _panel;
    private readonly ForecastQuestion _question = new() { Id = "rain", Title = "Will it rain in Seoul on 1 May 2030?", Criteria = "The city's weather station measures at least 0.1 mm." };
    private readonly ChatMessage[] _messages = [new(ChatRole.User, "Will it rain in Seoul on 1 May 2030?")];
    private readonly ChatOptions _options = new();
    private readonly Lazy<FilePanelJournal> _journal = new(static () => new FilePanelJournal(Directory.CreateTempSubdirectory("hypekr-bench").FullName, new FilePanelJournalOptions { FlushToDisk = false }));
    private long _runs;

    public PanelBenchmark()
    {
        _panel = new DelphiPanel(PanelDefinition.Original, _client);
        var calls = Ours().GetAwaiter().GetResult().Calls;
        if (calls != Calls) throw new InvalidOperationException($"The panel made {calls} calls; the benchmark counts {Calls}.");
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task<DelphiResult> Ours() => _panel.RunAsync(_question);

    /// <summary>The same with a file journal that leaves the disk to the system: every answer is hashed and written before it counts.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public Task<DelphiResult> OursWithJournal() =>
        _panel.RunAsync(_question, new DelphiOptions { Journal = _journal.Value, RunKey = (_runs++).ToString(System.Globalization.CultureInfo.InvariantCulture) });

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public Task<ChatResponse[]> WhenAll()
    {
        var calls = new Task<ChatResponse>[Calls];
        for (var i = 0; i < Calls; i++) calls[i] = _client.GetResponseAsync(_messages, _options);
        return Task.WhenAll(calls);
    }
}
