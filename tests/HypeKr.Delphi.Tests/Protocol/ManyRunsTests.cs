namespace HypeKr.Delphi.Tests;

public sealed class ManyRunsTests
{
    [Fact]
    public async Task Labels_say_nothing_about_who_is_behind_them()
    {
        const int Questions = 1000;
        var panel = new DelphiPanel(Panels.Small(5, rounds: 2), new TalkingClient(turn => ScriptedClient.Final(0.2 + (0.1 * (turn.Call.Persona[^1] - '0')))));
        var counts = new int[5, 5];
        var kept = 0;
        for (var i = 0; i < Questions; i++)
        {
            var result = await panel.RunAsync(Panels.Question with { Id = FormattableString.Invariant($"q{i}") });
            foreach (var (label, persona) in result.Rounds[1].Labels) counts[label[^1] - 'A', persona[^1] - '0']++;
            if (result.Rounds[1].Labels["agent-A"] == "p0") kept++;
        }

        // χ² with 16 degrees of freedom: above 45 once in some 7,000 seeds.
        var chi = 0.0;
        foreach (var count in counts) chi += Math.Pow(count - (Questions / 5.0), 2) / (Questions / 5.0);
        Assert.InRange(chi, 0, 45);
        Assert.InRange(kept, 120, 280);
    }

    [Fact]
    public async Task Ten_thousand_questions_are_in_flight_at_once_in_bounded_memory()
    {
        const int Questions = 10_000;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var allIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        using var client = new WaitingClient(release.Task, () =>
        {
            if (Interlocked.Increment(ref asked) == 3 * Questions) allIn.SetResult();
        });
        var panel = new DelphiPanel(Panels.Small(3), client);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var runs = new Task<DelphiResult>[Questions];
        for (var i = 0; i < runs.Length; i++) runs[i] = panel.RunAsync(Panels.Question with { Id = FormattableString.Invariant($"q{i}") }, new DelphiOptions { CallTimeout = Timeout.InfiniteTimeSpan });
        await allIn.Task;
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / Questions;
        release.SetResult();
        var results = await Task.WhenAll(runs);
        Assert.All(results, result => Assert.Equal(3, result.Calls));
        Assert.InRange(held, 0, 32 * 1024);
    }

    // Without the test's own context, which takes its time with thirty thousand continuations.
    private sealed class WaitingClient(Task release, Action asked) : Microsoft.Extensions.AI.IChatClient
    {
        public async Task<Microsoft.Extensions.AI.ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            asked();
            await release.ConfigureAwait(false);
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        }

        public IAsyncEnumerable<Microsoft.Extensions.AI.ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("A panel does not stream.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
