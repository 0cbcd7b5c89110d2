using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace HypeKr.Delphi.Tests;

/// <summary>A child process runs a panel over a file journal and is killed (SIGKILL) inside its k-th call, for every k; then the run goes on here.</summary>
[Trait("Category", "Crash")]
public sealed class KilledRunTests
{
    private const string Variable = "HYPEKR_TEST_DELPHI_KILL";

    private static readonly PanelDefinition Definition = Panels.Small(3, rounds: 2, samples: 2) with { Reask = true };

    // Before the entry point of the test host's program; in a test run the variable is not set.
    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } setting) return;
        var parts = setting.Split('|');
        var (folder, killAt, concurrency) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        var calls = 0;
        var client = new TalkingClient((turn, _) =>
        {
            if (Interlocked.Increment(ref calls) == killAt) Process.GetCurrentProcess().Kill();
            return Task.FromResult(TalkingClient.Say(ResumeTests.Answer(turn)));
        });
        using var journal = new FilePanelJournal(folder);
        new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { Journal = journal, MaxConcurrency = concurrency }).GetAwaiter().GetResult();
        Environment.Exit(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Killed_inside_any_call_a_run_goes_on_without_repeating_or_losing_an_answer(int concurrency)
    {
        var baseline = await new DelphiPanel(Definition, new TalkingClient(ResumeTests.Answer)).RunAsync(Panels.Question);
        for (var killAt = 1; killAt <= baseline.Calls; killAt++)
        {
            var folder = Directory.CreateTempSubdirectory("hypekr-killed").FullName;
            try
            {
                var start = new ProcessStartInfo("dotnet", [typeof(KilledRunTests).Assembly.Location]) { RedirectStandardError = true };
                start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{folder}|{killAt}|{concurrency}");
                using var child = Process.Start(start)!;
                var errors = await child.StandardError.ReadToEndAsync();
                await child.WaitForExitAsync();
                Assert.True(child.ExitCode is not (0 or 3), $"The child was not killed: {child.ExitCode} {errors}");

                using var journal = new FilePanelJournal(folder);
                var kept = new List<PanelJournalEntry>();
                await foreach (var entry in journal.ReadAsync(baseline.RunId)) kept.Add(entry);

                // One at a time, all that was answered before the killing call is on the disk; in parallel at most that.
                if (concurrency == 1) Assert.Equal(killAt - 1, kept.Count);
                else Assert.InRange(kept.Count, 0, killAt - 1);

                var client = new TalkingClient(ResumeTests.Answer);
                var resumed = await new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { Journal = journal });
                Assert.Equal(baseline.ToJson(), resumed.ToJson());
                Assert.Equal(baseline.Calls - kept.Count, client.Turns.Count);
                Assert.Empty(client.Turns.Select(turn => (turn.Call.Persona, turn.Call.Round, turn.Call.Sample, turn.IsReask ? 1 : 0))
                    .Intersect(kept.Select(entry => (entry.Persona, entry.Round, entry.Sample!.Index, entry.Attempt))));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
