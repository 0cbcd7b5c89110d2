using FsCheck.Xunit;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

public sealed class DelphiBudgetTests
{
    private static readonly ChatOptions Bounded = new() { MaxOutputTokens = 100 };

    [Fact]
    public async Task A_round_that_does_not_fit_is_not_begun_and_the_last_estimate_stands()
    {
        var client = new TalkingClient(turn => ScriptedClient.Final(0.2 + (0.1 * (turn.Call.Persona[^1] - '0'))));
        var panel = new DelphiPanel(Panels.Small(4, rounds: 3), client);
        var budget = new DelphiBudget(maxCalls: 11);
        var result = await panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget });
        Assert.Equal(ExitReason.BudgetExhausted, result.ExitReason);
        Assert.Equal(2, result.Rounds.Count);
        Assert.Equal(8, client.Turns.Count);
        Assert.True(result.HasForecast);
        Assert.Equal(8, budget.CallsUsed);

        var none = await panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget });
        Assert.Equal((ExitReason.BudgetExhausted, false, 0), (none.ExitReason, none.HasForecast, none.Calls));
        Assert.Equal(8, client.Turns.Count);
        Assert.Contains("BudgetExhausted", Assert.Throws<InvalidOperationException>(() => none.Aggregate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_and_money_are_reserved_at_their_most_and_settled_at_what_was_used()
    {
        var client = new TalkingClient((_, _) => Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4), input: 50, output: 7)));
        var prices = new Dictionary<string, ModelPrice> { [ModelRoles.Small] = new(1m, 4m) };
        var budget = new DelphiBudget(maxTokens: 100_000, maxCost: 1m);
        var result = await new DelphiPanel(Panels.Small(3), client).RunAsync(Panels.Question, new DelphiOptions { Budget = budget, Prices = prices, ChatOptions = Bounded });
        Assert.Equal((3, 171, 0), (budget.CallsUsed, budget.TokensUsed, budget.OverrunTokens));
        Assert.Equal(3 * ((50 * 1m) + (7 * 4m)) / 1_000_000m, budget.CostUsed);
        Assert.Equal(budget.CostUsed, result.Cost);
        Assert.Equal("3 calls of any, 171 tokens of 100000, cost 0.000234 of 1", budget.ToString());
    }

    [Fact]
    public async Task A_call_without_usage_or_answer_keeps_its_whole_reservation()
    {
        var budget = new DelphiBudget(maxTokens: 1_000_000);
        var panel = new DelphiPanel(Panels.Small(3), new TalkingClient((turn, _) => turn.Call.Persona == "p0"
            ? throw new HttpRequestException("reset")
            : Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4), input: turn.Call.Persona == "p1" ? 50 : null, output: 7))));
        await panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget, ChatOptions = Bounded });
        Assert.InRange(budget.TokensUsed, 57 + (2 * 1000), 57 + (2 * 3000));
    }

    [Fact]
    public async Task What_a_cache_repeats_is_a_call_and_costs_nothing()
    {
        var budget = new DelphiBudget(maxTokens: 1_000_000);
        var panel = new DelphiPanel(Panels.Small(3), new TalkingClient((_, _) => Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4), 50, 7, id: "r1"))));
        var result = await panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget, ChatOptions = Bounded });
        Assert.Equal((3, 57), (budget.CallsUsed, budget.TokensUsed));
        Assert.Equal((50, 7, 3), (result.Usage.InputTokens, result.Usage.OutputTokens, result.Usage.CallsReporting));
    }

    [Fact]
    public async Task A_provider_that_reports_more_than_was_reserved_is_seen()
    {
        var budget = new DelphiBudget(maxTokens: 1_000_000);
        var panel = new DelphiPanel(Panels.Small(2), new TalkingClient((_, _) => Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4), 50_000, 7))));
        await panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget, ChatOptions = Bounded });
        Assert.Equal(100_014, budget.TokensUsed);
        Assert.InRange(budget.OverrunTokens, 90_000, 100_014);
    }

    [Fact]
    public async Task What_was_sent_and_then_cancelled_may_be_billed_and_keeps_its_reservation()
    {
        var budget = new DelphiBudget(maxCalls: 100);
        using var cancel = new CancellationTokenSource();
        var sent = 0;
        var client = new TalkingClient(async (_, token) =>
        {
            if (Interlocked.Increment(ref sent) == 4) await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return TalkingClient.Say("never");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DelphiPanel(Panels.Small(9), client).RunAsync(Panels.Question, new DelphiOptions { Budget = budget, MaxConcurrency = 4 }, cancel.Token));
        Assert.Equal(sent, budget.CallsUsed);
    }

    [Theory]
    [InlineData(null, 7L, null)] // the input is not reported: at its most
    [InlineData(50L, null, null)]
    [InlineData(50L, 7L, 57L)]
    [InlineData(null, 7L, 57L)]
    [InlineData(50L, null, 57L)]
    [InlineData(-5L, 7L, null)] // a count below 0 is none
    public async Task Half_a_report_is_completed_by_the_total_or_taken_at_its_most(long? input, long? output, long? total)
    {
        var budget = new DelphiBudget(maxTokens: 1_000_000, maxCost: 1_000_000);
        var client = new TalkingClient((_, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, ScriptedClient.Final(0.4)))
        {
            Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = total },
        }));
        var options = new DelphiOptions { Budget = budget, ChatOptions = Bounded, Prices = new Dictionary<string, ModelPrice> { [ModelRoles.Small] = new(1_000_000m, 1_000_000m) } };
        await new DelphiPanel(Panels.Small(2), client).RunAsync(Panels.Question, options);
        if (total is not null || (input is 50 && output is 7)) Assert.Equal(2 * 57, budget.TokensUsed);
        else if (output is null) Assert.Equal(2 * (50 + 100), budget.TokensUsed);
        else Assert.InRange(budget.TokensUsed, 2 * 600, 2 * 3000);
        Assert.Equal(budget.TokensUsed, budget.CostUsed);
        Assert.Equal(0, budget.OverrunTokens);
    }

    [Fact]
    public async Task What_travels_with_every_call_is_reserved_with_it()
    {
        var client = new TalkingClient(_ => ScriptedClient.Final(0.4));
        var heavy = new ChatOptions { MaxOutputTokens = 100, Instructions = new string('x', 20_000), Tools = [AIFunctionFactory.Create(() => 1, "tool", new string('y', 20_000))] };
        var result = await new DelphiPanel(Panels.Small(2), client).RunAsync(Panels.Question, new DelphiOptions { Budget = new DelphiBudget(maxTokens: 80_000), ChatOptions = heavy });
        Assert.Equal(ExitReason.BudgetExhausted, result.ExitReason);
        Assert.Empty(client.Turns);
        Assert.True((await new DelphiPanel(Panels.Small(2), client).RunAsync(Panels.Question, new DelphiOptions { Budget = new DelphiBudget(maxTokens: 90_000), ChatOptions = heavy })).HasForecast);
    }

    [Fact]
    public async Task A_sample_settles_when_it_is_done_and_not_with_its_round()
    {
        var budget = new DelphiBudget(maxCalls: 100);
        var seen = new List<long>();
        var client = new TalkingClient((_, _) =>
        {
            lock (seen) seen.Add(budget.CallsUsed);
            return Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4)));
        });
        await new DelphiPanel(Panels.Small(5), client).RunAsync(Panels.Question, new DelphiOptions { Budget = budget, MaxConcurrency = 1 });
        Assert.Equal([0, 1, 2, 3, 4], seen);
    }

    [Fact]
    public async Task What_was_never_sent_is_given_back()
    {
        var budget = new DelphiBudget(maxCalls: 3);
        using var cancel = new CancellationTokenSource();
        var panel = new DelphiPanel(Panels.Small(3), new TalkingClient((_, _) =>
        {
            cancel.Cancel();
            return Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4)));
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget, MaxConcurrency = 1 }, cancel.Token));
        Assert.InRange(budget.CallsUsed, 1, 2);
        var left = (int)(3 - budget.CallsUsed);
        var small = new DelphiPanel(Panels.Small(2), new TalkingClient(_ => ScriptedClient.Final(0.4)));
        Assert.Equal(left >= 2, (await small.RunAsync(Panels.Question, new DelphiOptions { Budget = budget })).HasForecast);
    }

    [Property(MaxTest = 60)]
    public void Runs_that_share_a_budget_never_pass_it(byte limit, byte runs, byte personas)
    {
        var budget = new DelphiBudget(maxCalls: 1 + limit);
        var made = 0;
        var client = new TalkingClient(async (turn, _) =>
        {
            Interlocked.Increment(ref made);
            await Task.Yield();
            return TalkingClient.Say(turn.Call.Sample % 2 == 0 ? "no number" : ScriptedClient.Final(0.3));
        });
        var panel = new DelphiPanel(Panels.Small(2 + (personas % 4), rounds: 2, samples: 2) with { Reask = true }, client);
        Task.WhenAll(Enumerable.Range(0, 1 + (runs % 20)).Select(i => panel.RunAsync(Panels.Question, new DelphiOptions { Budget = budget, Seed = i }))).GetAwaiter().GetResult();
        Assert.InRange(made, 0, 1 + limit);
        Assert.Equal(made, budget.CallsUsed);
    }

    [Fact]
    public void A_budget_that_cannot_be_kept_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new DelphiBudget());
        Assert.Throws<ArgumentOutOfRangeException>(() => new DelphiBudget(maxCalls: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DelphiBudget(maxCost: 0));
        var client = new TalkingClient(_ => "");
        Assert.Contains("MaxOutputTokens", Assert.Throws<ArgumentException>(() => new DelphiPanel(Panels.Small(2), client, new DelphiOptions { Budget = new(maxTokens: 10) })).Message, StringComparison.Ordinal);
        Assert.Contains("price", Assert.Throws<ArgumentException>(() => new DelphiPanel(Panels.Small(2), client, new DelphiOptions { Budget = new(maxCost: 1), ChatOptions = Bounded })).Message, StringComparison.Ordinal);
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => new DelphiPanel(Panels.Small(2), client, new DelphiOptions { Prices = new Dictionary<string, ModelPrice> { ["small"] = new(-1, 0) } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cached_input_has_its_own_price()
    {
        Assert.Equal(((60 * 2m) + (40 * 0.5m) + (10 * 8m)) / 1_000_000m, new ModelPrice(2, 8, 0.5m).Cost(100, 10, 40));
        Assert.Equal(((100 * 2m) + (10 * 8m)) / 1_000_000m, new ModelPrice(2, 8).Cost(100, 10, 40));
    }
}
