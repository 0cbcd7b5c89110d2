using System.Net;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

/// <summary>Every failure there is, at every call of a run of four panelists and two rounds: what becomes of the sample, the quorum, the budget and the journal.</summary>
[Trait("Category", "Faults")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private static readonly PanelDefinition Definition = Panels.Small(4, rounds: 2) with { Quorum = new Quorum(MinimumCount: 3, MinimumShare: 0.5) };

    // Name, what the client does, what the sample becomes, whether the provider answered.
    private static readonly (string Name, Func<ChatResponse> Act, SampleFailure Failure)[] Faults =
    [
        ("throws", () => throw new InvalidOperationException("boom"), SampleFailure.Faulted),
        ("http-500", () => throw new HttpRequestException("500", null, HttpStatusCode.InternalServerError), SampleFailure.Faulted),
        ("gives-up", () => throw new TaskCanceledException("client time-out"), SampleFailure.TimedOut),
        ("time-out", () => throw new TimeoutException(), SampleFailure.TimedOut),
        ("error-content", () => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("bad")])), SampleFailure.Faulted),
        ("content-filter", () => With(ScriptedClient.Final(0.4), ChatFinishReason.ContentFilter), SampleFailure.Refusal),
        ("refusal", () => With("I'm sorry, but I can't predict that."), SampleFailure.Refusal),
        ("empty", () => With(""), SampleFailure.Empty),
        ("cut-off", () => With("The base rate is 0.4", ChatFinishReason.Length), SampleFailure.Truncated),
        ("no-number", () => With("Who knows."), SampleFailure.NoForecast),
        ("two-numbers", () => With("It is 20% or 80%."), SampleFailure.Ambiguous),
        ("out-of-range", () => With("FINAL_PROBABILITY: 140%"), SampleFailure.OutOfRange),
        ("placeholder", () => With("FINAL_PROBABILITY: 0.NN"), SampleFailure.NoForecast),
        ("nan", () => With("FINAL_PROBABILITY: NaN"), SampleFailure.NoForecast),
        ("null-property", () => With("{\"probability\": null}"), SampleFailure.NoForecast),
        ("other-property", () => With("{\"confidence\": 0.9}"), SampleFailure.NoForecast),
    ];

    [Fact]
    public async Task One_failure_is_left_out_and_two_in_a_round_miss_the_quorum()
    {
        var rows = 0;
        foreach (var (name, act, failure) in Faults)
        {
            for (var round = 0; round < 2; round++)
            {
                for (var first = 0; first < 4; first++)
                {
                    for (var second = first; second < 4; second++)
                    {
                        await Check(name, act, failure, round, first, second);
                        rows++;
                    }
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{Faults.Length} faults, {rows} runs"));
        Assert.Equal(Faults.Length * 2 * 10, rows);
    }

    private static async Task Check(string name, Func<ChatResponse> act, SampleFailure failure, int round, int first, int second)
    {
        var about = FormattableString.Invariant($"{name} at round {round}, panelists {first} and {second}");
        var client = new TalkingClient((turn, _) => turn.Call.Round == round && (turn.Call.Persona == Name(first) || turn.Call.Persona == Name(second))
            ? Task.FromResult(act())
            : Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.2 + (0.1 * (turn.Call.Persona[^1] - '0'))), 10, 5)));
        var journal = new MemoryPanelJournal();
        var budget = new DelphiBudget(maxCalls: 8, maxTokens: 1_000_000);
        var options = new DelphiOptions { Journal = journal, Budget = budget, ChatOptions = new ChatOptions { MaxOutputTokens = 50 } };
        var run = new DelphiPanel(Definition, client).RunAsync(Panels.Question, options);
        IReadOnlyList<DelphiRound> rounds;
        if (first == second)
        {
            var result = await run;
            rounds = result.Rounds;
            Assert.Equal(ExitReason.MaxRounds, result.ExitReason);
            Assert.Equal(3, result.Rounds[round].Estimate!.Panelists);
            Assert.Equal(4, result.Rounds[1 - round].Estimate!.Panelists);
            double[] left = [.. Enumerable.Range(0, 4).Where(i => i != first).Select(i => 0.2 + (0.1 * i))];
            Assert.True(Math.Abs(Aggregators.Median(left) - result.Rounds[round].Estimate!.Aggregate) < 1e-12, about);
            Assert.Equal(new Dictionary<SampleFailure, int> { [failure] = 1 }, result.Failures.ToDictionary());
        }
        else
        {
            var missed = await Assert.ThrowsAsync<QuorumNotReachedException>(() => run);
            rounds = missed.Rounds;
            Assert.Equal((3, round + 1), (missed.Required, missed.Rounds.Count));
            Assert.Null(missed.Rounds[^1].Estimate);
        }

        foreach (var panelist in (int[])[first, second])
        {
            var sample = rounds[round].Panelists[panelist].Samples[0];
            Assert.True(sample.Failure == failure && sample.Probability is null, $"{about} became {sample.Failure}.");
            Assert.Null(rounds[round].Panelists[panelist].Median);
        }

        var calls = 4 * rounds.Count;
        Assert.Equal(calls, budget.CallsUsed);
        Assert.Equal(0, budget.OverrunTokens);
        Assert.Equal(calls, journal.Entries.Count);
        Assert.Equal(calls, client.Turns.Count);

        // Nothing that failed is told to the others as a number.
        if (round == 0 && rounds.Count == 2) Assert.All(client.Turns.Where(turn => turn.Call.Round == 1), turn => Assert.Equal(3, turn.User.Split("- agent-").Length - 1));
    }

    private static string Name(int panelist) => FormattableString.Invariant($"p{panelist}");

    private static ChatResponse With(string text, ChatFinishReason? reason = null) => new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = reason ?? ChatFinishReason.Stop, Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5 } };
}
