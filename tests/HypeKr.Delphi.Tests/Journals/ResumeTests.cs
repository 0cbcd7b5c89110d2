using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

public sealed class ResumeTests
{
    private static readonly PanelDefinition Definition = Panels.Small(4, rounds: 2, samples: 2) with { Reask = true, Prescreen = new PrescreenRule { Personas = ["p0"], Band = 0 } };

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task The_same_journal_gives_the_same_bytes_at_any_concurrency_and_asks_nobody(int concurrency)
    {
        var journal = new MemoryPanelJournal();
        var first = await new DelphiPanel(Definition, new TalkingClient(Answer, "gpt-test")).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, Seed = 3 });
        var silent = new TalkingClient((_, _) => throw new InvalidOperationException("Nobody is to be asked."));
        var again = await new DelphiPanel(Definition, silent).RunAsync(
            Panels.Question, new DelphiOptions { Journal = journal, Seed = 3, MaxConcurrency = concurrency, JournalMode = JournalMode.ReplayOnly });
        Assert.Equal(first.ToJson(), again.ToJson());
        Assert.Contains("\"provider\": \"provider\"", again.ToJson(), StringComparison.Ordinal);
        Assert.Empty(silent.Turns);
        Assert.Equal(first.Calls, again.Calls);
    }

    [Fact]
    public async Task Cut_short_after_any_entry_a_run_asks_exactly_what_is_missing()
    {
        var journal = new MemoryPanelJournal();
        var baseline = await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, MaxConcurrency = 1 });
        var entries = journal.Entries;
        Assert.Equal(baseline.Calls, entries.Count); // each call and each re-ask is an entry
        for (var kept = 0; kept <= entries.Count; kept++)
        {
            var client = Client();
            var resumed = await new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { Journal = new MemoryPanelJournal(entries.Take(kept)) });
            Assert.Equal(baseline.ToJson(), resumed.ToJson());
            Assert.Equal(entries.Count - kept, client.Turns.Count);
        }
    }

    [Fact]
    public async Task A_replay_that_lacks_a_sample_says_which()
    {
        var journal = new MemoryPanelJournal();
        await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, MaxConcurrency = 1 });
        var options = new DelphiOptions { Journal = new MemoryPanelJournal(journal.Entries.SkipLast(1)), JournalMode = JournalMode.ReplayOnly };
        var error = await Assert.ThrowsAsync<PanelJournalException>(() => new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, options));
        Assert.Contains("lacks sample 1 of \"p3\" in round 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DelphiPanel(Definition, Client(), new DelphiOptions { JournalMode = JournalMode.ReplayOnly }));
    }

    [Fact]
    public async Task Answers_to_another_request_are_not_taken_for_this_one()
    {
        var journal = new MemoryPanelJournal();
        var panel = new DelphiPanel(Definition, Client());
        await panel.RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        var hotter = new DelphiOptions { Journal = journal, ChatOptions = new ChatOptions { TopP = 0.5f } };
        Assert.Contains("another request", (await Assert.ThrowsAsync<PanelJournalException>(() => panel.RunAsync(Panels.Question, hotter))).Message, StringComparison.Ordinal);

        // Other questions, seeds, panels and keys are other runs, with nothing in the journal yet.
        var client = Client();
        panel = new DelphiPanel(Definition, client);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (question, options) in (IEnumerable<(ForecastQuestion, DelphiOptions)>)
        [
            (Panels.Question, new DelphiOptions { Journal = journal }),
            (Panels.Question with { Title = "Will it snow?" }, new DelphiOptions { Journal = journal }),
            (Panels.Question, new DelphiOptions { Journal = journal, Seed = 1 }),
            (Panels.Question, new DelphiOptions { Journal = journal, RunKey = "second" }),
        ])
        {
            Assert.True(ids.Add((await panel.RunAsync(question, options)).RunId));
        }

        Assert.Equal(3 * journal.Entries.GroupBy(entry => entry.RunId).First().Count(), client.Turns.Count);
    }

    [Fact]
    public async Task Answers_of_another_model_are_not_taken_for_this_ones()
    {
        var journal = new MemoryPanelJournal();
        await new DelphiPanel(Definition, new TalkingClient(Answer, "gpt-one")).RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        var other = new DelphiPanel(Definition, new TalkingClient(Answer, "claude-two"));
        Assert.Contains("another client (provider/gpt-one)", (await Assert.ThrowsAsync<PanelJournalException>(() => other.RunAsync(Panels.Question, new DelphiOptions { Journal = journal }))).Message, StringComparison.Ordinal);
        var effort = new DelphiOptions { Journal = journal, ChatOptions = new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } } };
        await Assert.ThrowsAsync<PanelJournalException>(() => new DelphiPanel(Definition, new TalkingClient(Answer, "gpt-one")).RunAsync(Panels.Question, effort));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(20)]
    public async Task A_run_that_its_budget_ended_ends_there_again_resumed_or_replayed(int kept)
    {
        // The prescreen's call and the eight of the first round, one of them asked twice, leave too little for the second.
        DelphiOptions Options(IPanelJournal journal) => new() { Journal = journal, Budget = new DelphiBudget(maxCalls: 24), MaxConcurrency = 1 };
        var journal = new MemoryPanelJournal();
        var baseline = await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, Options(journal));
        Assert.Equal((ExitReason.BudgetExhausted, 1), (baseline.ExitReason, baseline.Rounds.Count));

        var options = Options(new MemoryPanelJournal(journal.Entries.Take(kept)));
        var resumed = await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, options);
        Assert.Equal(baseline.ToJson(), resumed.ToJson());
        Assert.Equal(baseline.Calls, options.Budget!.CallsUsed);

        var replayed = await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, JournalMode = JournalMode.ReplayOnly });
        Assert.Equal(baseline.ToJson(), replayed.ToJson());

        // The same budget pays once for what it has paid.
        var again = await new DelphiPanel(Definition, Client()).RunAsync(Panels.Question, options);
        Assert.Equal(baseline.Calls, options.Budget!.CallsUsed);
        Assert.Equal(baseline.ToJson(), again.ToJson());
    }

    [Fact]
    public async Task A_stream_tells_recorded_answers_too()
    {
        var journal = new MemoryPanelJournal();
        var panel = new DelphiPanel(Definition, Client());
        var result = await panel.RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        var samples = 0;
        await foreach (var step in panel.RunStreamingAsync(Panels.Question, new DelphiOptions { Journal = journal })) samples += step.Sample is null ? 0 : 1;
        Assert.Equal(result.Prescreen.Concat(result.Rounds.SelectMany(round => round.Panelists)).Sum(panelist => panelist.Samples.Count), samples);
    }

    [Fact]
    public async Task What_failed_is_recorded_as_failed_and_not_asked_again()
    {
        var journal = new MemoryPanelJournal();
        var client = new TalkingClient((turn, _) => turn.Call.Persona == "p1" ? throw new HttpRequestException("down") : Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4))));
        var panel = new DelphiPanel(Panels.Small(3), client);
        var first = await panel.RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        Assert.Equal(SampleFailure.Faulted, Assert.Single(journal.Entries, entry => entry.Persona == "p1").Sample!.Failure);
        var again = await panel.RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        Assert.Equal(first.ToJson(), again.ToJson());
        Assert.Equal(3, client.Turns.Count);
    }

    [Fact]
    public async Task A_journal_that_cannot_write_ends_the_run_and_nothing_counts()
    {
        var client = Client();
        var error = await Assert.ThrowsAsync<PanelJournalException>(() => new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { Journal = new FullDisk(), MaxConcurrency = 1 }));
        Assert.IsType<IOException>(error.InnerException);
        Assert.Single(client.Turns); // answers that cannot be kept are not paid for
    }

    [Fact]
    public async Task The_answer_in_flight_is_kept_when_the_caller_cancels_and_the_run_goes_on_from_there()
    {
        var journal = new MemoryPanelJournal();
        using var cancel = new CancellationTokenSource();
        var client = new TalkingClient((turn, _) =>
        {
            if (turn.Call is { Round: 0, Persona: "p2", Sample: 0 }) cancel.Cancel();
            return Task.FromResult(TalkingClient.Say(Answer(turn)));
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, MaxConcurrency = 1 }, cancel.Token));
        var kept = journal.Entries.Count;
        Assert.InRange(kept, 1, 12);
        var rest = Client();
        var resumed = await new DelphiPanel(Definition, rest).RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
        Assert.Equal(resumed.Calls - kept, rest.Turns.Count);
    }

    // The first sample of p1 is unreadable until it is asked once more.
    internal static string Answer(TalkingClient.Turn turn) => turn.Call is { Persona: "p1", Sample: 0 } && !turn.IsReask
        ? "I would rather not say a number yet."
        : ScriptedClient.Final(0.2 + (0.1 * (turn.Call.Persona[^1] - '0')) + (0.01 * turn.Call.Sample) + (0.02 * turn.Call.Round));

    private static TalkingClient Client() => new(Answer);

    private sealed class FullDisk : IPanelJournal
    {
        public IAsyncEnumerable<PanelJournalEntry> ReadAsync(string runId, CancellationToken cancellationToken = default) => new MemoryPanelJournal().ReadAsync(runId, cancellationToken);

        public ValueTask AppendAsync(PanelJournalEntry entry, CancellationToken cancellationToken = default) => throw new IOException("No space left.");

        public void Close(string runId)
        {
        }
    }
}
