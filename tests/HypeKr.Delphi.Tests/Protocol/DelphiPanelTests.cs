using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Delphi.Tests;

public sealed class DelphiPanelTests
{
    private static readonly ForecastQuestion Question = Panels.Question;

    [Fact]
    public async Task One_round_of_the_original_makes_48_calls()
    {
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);

        Assert.Equal(48, client.Requests.Count);
        Assert.Equal(48, result.Calls);
        Assert.Equal(ExitReason.Converged, result.ExitReason);
        var round = Assert.Single(result.Rounds);
        Assert.Equal(Panels.Names, round.Panelists.Select(panelist => panelist.Persona));
        Assert.All(round.Panelists, panelist => Assert.Equal(5, panelist.Samples.Count));
        Assert.Equal(["inside_view", "outside_view", "premortem"], result.Prescreen.Select(panelist => panelist.Persona));
        Assert.Equal((0.7, 0.0, 1.0), (result.Aggregate, result.Spread, result.Confidence));
        Assert.Equal(0.8, result.Extremized, 12);
        Assert.Equal(0.7, result.GeometricMeanOfOdds, 12);
        Assert.False(client.IsDisposed);
    }

    [Fact]
    public async Task Two_rounds_of_the_original_make_93_calls()
    {
        var client = new ScriptedClient(request => ScriptedClient.Final(Panels.Apart(request.Call.Persona)));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);

        Assert.Equal(93, client.Requests.Count);
        Assert.Equal(93, result.Calls);
        Assert.Equal(ExitReason.MaxRounds, result.ExitReason);
        Assert.Equal(2, result.Rounds.Count);
        Assert.Equal(0.5, result.Aggregate);
    }

    [Fact]
    public async Task The_prescreen_skips_what_all_three_put_near_one_half()
    {
        var client = new ScriptedClient(request => ScriptedClient.Final(request.Call.Persona == "premortem" ? 0.45 : 0.54));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);

        Assert.Equal(3, client.Requests.Count);
        Assert.Equal(ExitReason.PrescreenSkipped, result.ExitReason);
        Assert.False(result.HasForecast);
        Assert.Null(result.Estimate);
        Assert.Empty(result.Rounds);
        var error = Assert.Throws<InvalidOperationException>(() => result.Aggregate);
        Assert.Contains("q1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aggregate", result.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FINAL_PROBABILITY: 0.56")]
    [InlineData("I cannot provide a forecast.")]
    public async Task The_prescreen_does_not_skip_when_one_is_decided_or_silent(string odd)
    {
        var client = new ScriptedClient(request => request.IsPrescreen && request.Call.Persona == "premortem" ? odd : ScriptedClient.Final(0.5));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);
        Assert.True(result.HasForecast);
    }

    [Fact]
    public async Task News_is_shown_to_the_panel_and_never_to_the_prescreen()
    {
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);

        foreach (var request in client.Requests)
        {
            Assert.Equal(!request.IsPrescreen, request.User.Contains("wet front", StringComparison.Ordinal));
            Assert.Equal(!request.IsPrescreen, request.User.Contains("UNTRUSTED", StringComparison.Ordinal));
            Assert.Equal(!request.IsPrescreen, request.User.Contains("```", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Peers_have_labels_that_change_every_round_and_no_names()
    {
        var definition = PanelDefinition.Original with { Stop = new StopRule(ConvergedBelow: 0, StalledImprovementBelow: 0, StalledSpreadBelow: 0, MaxRounds: 4) };
        var client = new ScriptedClient(request => ScriptedClient.Final(Panels.Apart(request.Call.Persona) + (request.Call.Sample * 0.01)));
        var result = await new DelphiPanel(definition, client).RunAsync(Question);

        Assert.Empty(result.Rounds[0].Labels);
        Assert.All(client.Requests.Where(request => request.Call.Round == 0), request => Assert.DoesNotContain("agent-", request.User, StringComparison.Ordinal));
        foreach (var round in result.Rounds.Skip(1))
        {
            Assert.Equal("ABCDEFGHI".Select(letter => "agent-" + letter), round.Labels.Keys);
            Assert.Equal(Panels.Names.Order(), round.Labels.Values.Order());
            var prompts = client.Requests.Where(request => request.Call.Round == round.Index).Select(request => request.User).Distinct().ToList();
            var lines = Regex.Matches(Assert.Single(prompts), "^- (agent-[A-Z]): median=([0-9.]+), range=([0-9.]+)-([0-9.]+)$", RegexOptions.Multiline);

            // All nine, so every reader's own among them, unmarked; sorted by label.
            Assert.Equal(round.Labels.Keys, lines.Select(line => line.Groups[1].Value));
            foreach (Match line in lines)
            {
                var before = result.Rounds[round.Index - 1].Panelists.Single(panelist => panelist.Persona == round.Labels[line.Groups[1].Value]);
                var values = before.Samples.Select(sample => sample.Probability!.Value);
                Assert.Equal(
                    FormattableString.Invariant($"{before.Median:0.00} {values.Min():0.00} {values.Max():0.00}"),
                    $"{line.Groups[2].Value} {line.Groups[3].Value} {line.Groups[4].Value}");
            }

            Assert.All(Panels.Names, name => Assert.DoesNotContain(name, prompts[0], StringComparison.OrdinalIgnoreCase));
        }

        var maps = result.Rounds.Skip(1).Select(round => string.Join(",", round.Labels.Values)).ToList();
        Assert.Equal(3, maps.Distinct().Count());
        Assert.DoesNotContain(string.Join(",", Panels.Names), maps);
    }

    [Fact]
    public async Task A_panel_that_moves_little_at_a_fair_level_has_stalled()
    {
        var client = new ScriptedClient(request => ScriptedClient.Final(0.6 + ((Panels.Apart(request.Call.Persona) - 0.5) * 0.3)));
        var definition = PanelDefinition.Original with { Stop = new StopRule(MaxRounds: 5) };
        var result = await new DelphiPanel(definition, client).RunAsync(Question);
        Assert.Equal((ExitReason.Stalled, 2), (result.ExitReason, result.Rounds.Count));
    }

    [Fact]
    public async Task A_divided_panel_that_does_not_move_goes_on_to_the_last_round()
    {
        var client = new ScriptedClient(request => ScriptedClient.Final(Panels.Apart(request.Call.Persona)));
        var definition = PanelDefinition.Original with { Stop = new StopRule(MaxRounds: 3) };
        var result = await new DelphiPanel(definition, client).RunAsync(Question);
        Assert.Equal((ExitReason.MaxRounds, 3), (result.ExitReason, result.Rounds.Count));
    }

    [Fact]
    public async Task A_panel_that_comes_together_has_converged()
    {
        var client = new ScriptedClient(request => ScriptedClient.Final(request.Call.Round < 1 ? Panels.Apart(request.Call.Persona) : 0.4));
        var definition = PanelDefinition.Original with { Stop = new StopRule(MaxRounds: 5) };
        var result = await new DelphiPanel(definition, client).RunAsync(Question);
        Assert.Equal((ExitReason.Converged, 2, 0.4), (result.ExitReason, result.Rounds.Count, result.Aggregate));
        Assert.Equal(0.5, result.Rounds[0].Estimate!.Aggregate);
    }

    [Fact]
    public async Task One_throwing_panelist_of_nine_is_left_out_and_reported()
    {
        var client = new ScriptedClient(request => request.Call.Persona == "macro"
            ? throw new HttpRequestException("401 for key sk-planted")
            : ScriptedClient.Final(Panels.Apart(request.Call.Persona)));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question);

        Assert.Equal(93, result.Calls);
        foreach (var round in result.Rounds)
        {
            var macro = round.Panelists.Single(panelist => panelist.Persona == "macro");
            Assert.Null(macro.Median);
            Assert.All(macro.Samples, sample => Assert.Equal((SampleFailure.Faulted, "HttpRequestException", null), (sample.Failure, sample.Error, sample.Probability)));
            Assert.Equal(8, round.Estimate!.Panelists);

            // 0.1 .. 0.9 without macro's 0.8: half-way between 0.4 and 0.5.
            Assert.Equal(0.45, round.Estimate.Aggregate, 12);
        }

        Assert.Equal(10, result.Failures[SampleFailure.Faulted]);
        Assert.Equal(8, result.Rounds[1].Labels.Count);
        Assert.DoesNotContain("sk-planted", result.ToJson(), StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(result.Rounds[0].Panelists[7].Samples[0].Exception);
    }

    [Fact]
    public async Task A_panelist_that_fails_once_is_asked_again()
    {
        var client = new ScriptedClient(request => request.Call is { Persona: "p0", Round: 0 } ? "Hm." : ScriptedClient.Final(0.3));
        var result = await new DelphiPanel(Panels.Small(3, rounds: 2), client).RunAsync(Question);
        Assert.Null(result.Rounds[0].Panelists[0].Median);
        Assert.Equal(0.3, result.Rounds[1].Panelists[0].Median);
        Assert.Equal(["p1", "p2"], result.Rounds[1].Labels.Values.Order());
    }

    [Fact]
    public async Task Too_few_readable_answers_are_a_typed_error_and_no_number()
    {
        var client = new ScriptedClient(request => request.Call switch
        {
            { Persona: "p0" or "p1" } => ScriptedClient.Final(0.3),
            { Persona: "p2", Round: 0 } => ScriptedClient.Final(0.4),
            { Persona: "p2" } => "I cannot provide a forecast.",
            { Persona: "p3" } => throw new HttpRequestException("down"),
            _ => "Hm.",
        });
        var definition = Panels.Small(6, rounds: 2) with { Quorum = new Quorum(MinimumCount: 2, MinimumShare: 0.5) };
        var error = await Assert.ThrowsAsync<QuorumNotReachedException>(() => new DelphiPanel(definition, client).RunAsync(Question));

        Assert.IsAssignableFrom<DelphiException>(error);
        Assert.Equal(("q1", 3, 12), (error.QuestionId, error.Required, error.Calls));
        Assert.Equal(2, error.Rounds.Count);
        Assert.NotNull(error.Rounds[0].Estimate);
        Assert.Null(error.Rounds[1].Estimate);
        Assert.Equal((4, 1, 2), (error.Failures[SampleFailure.NoForecast], error.Failures[SampleFailure.Refusal], error.Failures[SampleFailure.Faulted]));
        Assert.Equal("Round 1 on \"q1\": 2 of 6 panelists gave a readable answer and 3 are needed. Failed samples: 1 Refusal, 2 NoForecast, 1 Faulted.", error.Message);

        // A client's message may hold a key: the exception is with its sample, and in no log of this one.
        Assert.Null(error.InnerException);
        Assert.Contains(error.Rounds[1].Panelists, panelist => panelist.Samples[0].Exception is HttpRequestException);
    }

    [Fact]
    public async Task Unreadable_answers_are_counted_by_kind_and_never_read_as_one_half()
    {
        var client = new ScriptedClient((request, _) => Task.FromResult(request.Call.Persona switch
        {
            "p0" => ScriptedClient.Say("I'm sorry, I cannot provide a forecast."),
            "p1" => ScriptedClient.Say("FINAL_PROBABILITY: 0.NN"),
            "p2" => ScriptedClient.Say("FINAL_PROBABILITY: 140%"),
            "p3" => ScriptedClient.Say("FINAL_PROBABILITY: 0.2-0.8"),
            "p4" => ScriptedClient.Say("  "),
            "p5" => new ChatResponse(new ChatMessage(ChatRole.Assistant, "The base rate is 30%, so")) { FinishReason = ChatFinishReason.Length },
            "p6" => new ChatResponse(new ChatMessage(ChatRole.Assistant, "FINAL_PROBABILITY: 0.3")) { FinishReason = ChatFinishReason.ContentFilter },
            "p7" => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("overloaded")])),
            "p8" => throw new TimeoutException(),
            "p9" => throw new TaskCanceledException("the client's own timeout"),
            "p10" => null!,
            var name => ScriptedClient.Say(ScriptedClient.Final(name == "p11" ? 0.9 : 0.8)),
        }));
        var definition = Panels.Small(13) with { Quorum = new Quorum(MinimumCount: 2, MinimumShare: 0) };
        var result = await new DelphiPanel(definition, client).RunAsync(Question);

        SampleFailure[] expected =
        [
            SampleFailure.Refusal, SampleFailure.NoForecast, SampleFailure.OutOfRange, SampleFailure.Ambiguous, SampleFailure.Empty, SampleFailure.Truncated,
            SampleFailure.Refusal, SampleFailure.Faulted, SampleFailure.TimedOut, SampleFailure.TimedOut, SampleFailure.Faulted, SampleFailure.None, SampleFailure.None,
        ];
        var samples = result.Rounds[0].Panelists.Select(panelist => panelist.Samples.Single()).ToList();
        Assert.Equal(expected, samples.Select(sample => sample.Failure));
        Assert.All(samples.Take(11), sample => Assert.Null(sample.Probability));
        Assert.Equal(11, result.Failures.Values.Sum());
        Assert.Equal(2, result.Failures[SampleFailure.Refusal]);
        Assert.Equal(2, result.Estimate!.Panelists);
        Assert.Equal(0.85, result.Aggregate, 12);
    }

    [Fact]
    public async Task A_persona_answers_with_the_median_of_its_readable_samples()
    {
        double[] p = [0.1, 0.5, 0.2, 0.9];
        var client = new ScriptedClient(request => request.Call.Sample == 4 ? "Hm." : ScriptedClient.Final(p[request.Call.Sample]));
        var result = await new DelphiPanel(Panels.Small(2, samples: 5), client).RunAsync(Question);
        Assert.All(result.Rounds[0].Panelists, panelist => Assert.Equal(0.35, panelist.Median!.Value, 12));
    }

    [Fact]
    public async Task Calls_carry_temperature_seed_and_cell_and_share_nothing()
    {
        var shared = new ChatOptions { MaxOutputTokens = 321, Temperature = 1.5f, AdditionalProperties = new() { ["own"] = "kept" } };
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question, new DelphiOptions { Seed = 5, ChatOptions = shared });

        Assert.Equal(48, client.Requests.Select(request => request.Options).Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(48, client.Requests.Select(request => request.Options.AdditionalProperties!).Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(48, client.Requests.Select(request => request.Call).Distinct().Count());
        foreach (var request in client.Requests)
        {
            var persona = PanelDefinition.Original.Personas.Single(persona => persona.Name == request.Call.Persona);
            Assert.Contains(persona.Frame, request.System, StringComparison.Ordinal);
            Assert.Equal((float)persona.Temperature!.Value, request.Options.Temperature);
            Assert.Equal(321, request.Options.MaxOutputTokens);
            Assert.Equal("kept", request.Options.AdditionalProperties!["own"]);
            Assert.InRange(request.Options.Seed!.Value, 0, int.MaxValue);
        }

        foreach (var samples in client.Requests.GroupBy(request => (request.Call.Persona, request.Call.Round)))
        {
            Assert.Equal(samples.Count(), samples.Select(sample => sample.Options.Seed).Distinct().Count());
        }

        Assert.Equal((1.5f, null, 1), (shared.Temperature, shared.Seed, shared.AdditionalProperties!.Count));
    }

    [Fact]
    public async Task A_persona_without_temperature_leaves_it_to_the_model()
    {
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        await new DelphiPanel(Panels.Small(2), client).RunAsync(Question);
        Assert.All(client.Requests, request => Assert.Null(request.Options.Temperature));
    }

    [Fact]
    public async Task Roles_go_to_their_clients()
    {
        ScriptedClient small = new(_ => ScriptedClient.Final(0.7)), large = new(_ => ScriptedClient.Final(0.7)), other = new(_ => ScriptedClient.Final(0.7));
        var panel = new DelphiPanel(PanelDefinition.Original, new Dictionary<string, IChatClient> { ["small"] = small, ["large"] = large, ["independent"] = other });
        var result = await panel.RunAsync(Question);

        Assert.Equal((38, 5, 5), (small.Requests.Count, large.Requests.Count, other.Requests.Count));
        Assert.All(large.Requests, request => Assert.Equal("quant", request.Call.Persona));
        Assert.All(other.Requests, request => Assert.Equal("red_team", request.Call.Persona));
        Assert.Equal(["small", "large", "independent"], result.Models.Select(model => model.Role));
        Assert.All(result.Models, model => Assert.Equal(("scripted", "scripted-1"), (model.Provider, model.ModelIds.Single())));
    }

    [Fact]
    public void A_role_without_client_is_named()
    {
        var error = Assert.Throws<InvalidPanelException>(() => new DelphiPanel(PanelDefinition.Original, new Dictionary<string, IChatClient> { ["small"] = new ScriptedClient(_ => "") }));
        Assert.Contains("\"quant\" needs a client for the model role \"large\"; there are clients for: small", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_is_summed_where_reported_and_null_where_not()
    {
        var client = new ScriptedClient((request, _) =>
        {
            var response = ScriptedClient.Say(ScriptedClient.Final(0.7));
            if (request.Call.Persona != "p0") response.Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = request.Call.Persona == "p1" ? 7 : null };
            return Task.FromResult(response);
        });
        var result = await new DelphiPanel(Panels.Small(3, samples: 2), client).RunAsync(Question);
        Assert.Equal(new PanelUsage(400, 14, null, null, 4), result.Usage);
        Assert.Null(result.Rounds[0].Panelists[0].Samples[0].Usage);
    }

    [Fact]
    public async Task Cancellation_ends_the_run_as_cancellation()
    {
        using var source = new CancellationTokenSource();
        var client = new ScriptedClient(async (request, token) =>
        {
            if (request.Call is { Persona: "p1", Round: 1 }) await source.CancelAsync();
            token.ThrowIfCancellationRequested();
            return ScriptedClient.Say(ScriptedClient.Final(0.7));
        });
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DelphiPanel(Panels.Small(3, rounds: 3), client).RunAsync(Question, null, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Cancellation_does_not_wait_for_a_client_that_ignores_it()
    {
        using var source = new CancellationTokenSource();
        var never = new TaskCompletionSource<ChatResponse>();
        var client = new ScriptedClient((request, _) =>
        {
            if (request.Call.Persona == "p2") source.Cancel();
            return never.Task;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DelphiPanel(Panels.Small(3), client).RunAsync(Question, null, source.Token));
        Assert.False(never.Task.IsCompleted);
    }

    [Fact]
    public async Task Nothing_is_asked_under_a_cancelled_token()
    {
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DelphiPanel(Panels.Small(3), client).RunAsync(Question, null, new CancellationToken(true)));
        Assert.Empty(client.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_takes_too_long_is_given_up(bool obedient)
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<ChatResponse>();
        var client = new ScriptedClient((request, token) =>
        {
            if (request.Call.Persona != "p0") return Task.FromResult(ScriptedClient.Say(ScriptedClient.Final(0.7)));
            var answer = obedient ? never.Task.WaitAsync(token) : never.Task;
            asked.SetResult();
            return answer;
        });
        var run = new DelphiPanel(Panels.Small(3), client).RunAsync(Question, new DelphiOptions { TimeProvider = clock, CallTimeout = TimeSpan.FromSeconds(30) });

        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var result = await run;
        Assert.Equal(SampleFailure.TimedOut, result.Rounds[0].Panelists[0].Samples[0].Failure);
        Assert.Equal(2, result.Estimate!.Panelists);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Calls_in_flight_never_exceed_the_cap(int cap)
    {
        var client = new ScriptedClient(async (_, _) =>
        {
            await Task.Yield();
            return ScriptedClient.Say(ScriptedClient.Final(0.7));
        });
        await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Question, new DelphiOptions { MaxConcurrency = cap });
        Assert.InRange(client.MostInFlight, 1, cap);
    }

    [Fact]
    public async Task The_cap_is_used()
    {
        // Nobody answers before all nine are asked: with a lower concurrency this would never end.
        var asked = 0;
        var all = new TaskCompletionSource();
        var client = new ScriptedClient(async (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 9) all.SetResult();
            await all.Task;
            return ScriptedClient.Say(ScriptedClient.Final(0.7));
        });
        await new DelphiPanel(Panels.Small(9), client).RunAsync(Question, new DelphiOptions { MaxConcurrency = 9 });
        Assert.Equal(9, client.MostInFlight);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_at_any_concurrency()
    {
        var panel = new DelphiPanel(PanelDefinition.Original, new SimulatedForecasterClient());
        var one = await panel.RunAsync(Question, new DelphiOptions { Seed = 42, MaxConcurrency = 1 });
        var many = await panel.RunAsync(Question, new DelphiOptions { Seed = 42, MaxConcurrency = 16 });
        var other = await panel.RunAsync(Question, new DelphiOptions { Seed = 43, MaxConcurrency = 16 });
        Assert.Equal(2, one.Rounds.Count);
        Assert.Equal(one.ToJson(), many.ToJson());
        Assert.NotEqual(one.Rounds[1].Labels, other.Rounds[1].Labels);
        Assert.Equal(
            (PanelDefinition.Original.Fingerprint, "delphi-prompt/3", 42L, "original"),
            (one.PanelFingerprint, one.PromptVersion, one.Seed, one.Panel));
    }

    [Fact]
    public async Task Late_answers_take_their_own_places()
    {
        // Answers come back in the reverse order of the questions.
        var gates = Enumerable.Range(0, 9).Select(_ => new TaskCompletionSource()).ToArray();
        gates[8].SetResult();
        var client = new ScriptedClient(async (request, _) =>
        {
            var i = int.Parse(request.Call.Persona[1..], System.Globalization.CultureInfo.InvariantCulture);
            await gates[i].Task;
            if (i > 0) gates[i - 1].SetResult();
            return ScriptedClient.Say(ScriptedClient.Final((i + 1) / 10.0));
        });
        var result = await new DelphiPanel(Panels.Small(9), client).RunAsync(Question);
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], result.Rounds[0].Panelists.Select(panelist => panelist.Median!.Value));
    }

    [Fact]
    public async Task Bad_arguments_are_refused_before_any_call()
    {
        var client = new ScriptedClient(_ => ScriptedClient.Final(0.7));
        var panel = new DelphiPanel(Panels.Small(2), client);
        await Refused(Question with { Id = " " }, new(), "Id");
        await Refused(Question with { Title = "" }, new(), "q1");
        await Refused(Question, new() { MaxConcurrency = 0 }, "0");
        await Refused(Question, new() { CallTimeout = TimeSpan.FromSeconds(-5) }, "-00:00:05");
        await Refused(Question, new() { ChatOptions = new() { ConversationId = "c-7" } }, "c-7");
        await Assert.ThrowsAsync<ArgumentNullException>(() => panel.RunAsync(null!));
        Assert.Empty(client.Requests);

        async Task Refused(ForecastQuestion question, DelphiOptions options, string named)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => panel.RunAsync(question, options));
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
    }
}
