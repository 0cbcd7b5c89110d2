using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace HypeKr.Delphi.Tests;

/// <summary>Under caching, telemetry and function calling, in any order.</summary>
public sealed class MiddlewareTests
{
    public static TheoryData<string> Orders => ["cft", "ctf", "fct", "ftc", "tcf", "tfc"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Equal_samples_stay_apart_in_a_cache_and_a_second_run_costs_nothing(string order)
    {
        using var inner = new TalkingClient((turn, _) => Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.2 + (0.01 * turn.Call.Sample) + (0.1 * (turn.Call.Persona[^1] - '0'))), 10, 5, id: $"{turn.Call}")));
        using var client = Build(inner, order);
        var definition = Panels.Small(3, rounds: 2, samples: 4);
        var budget = new DelphiBudget(maxTokens: 10_000_000);
        var options = new DelphiOptions { Budget = budget, ChatOptions = new ChatOptions { MaxOutputTokens = 100 } };
        var panel = new DelphiPanel(definition, client);
        var first = await panel.RunAsync(Panels.Question, options);
        Assert.Equal(24, inner.Turns.Count);
        Assert.Equal(4, first.Rounds[0].Panelists[0].Samples.Select(sample => sample.Probability).Distinct().Count());
        Assert.Equal(24 * 15, budget.TokensUsed);

        var second = await panel.RunAsync(Panels.Question, options);
        Assert.Equal(24, inner.Turns.Count);
        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal((48, 24 * 15), (budget.CallsUsed, budget.TokensUsed));
    }

    [Fact]
    public async Task A_persona_with_tools_of_its_own_has_a_client_built_with_them()
    {
        var looked = 0;
        var tool = AIFunctionFactory.Create(() => { looked++; return "9 of 30 years"; }, "base_rate");
        var model = new TalkingClient((turn, _) => Task.FromResult(turn.Messages.Any(message => message.Contents.OfType<FunctionResultContent>().Any())
            ? TalkingClient.Say(ScriptedClient.Final(0.3))
            : new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "base_rate")]))));
        var clients = new Dictionary<string, IChatClient>
        {
            ["researcher"] = new ChatClientBuilder(model).ConfigureOptions(options => options.Tools = [tool]).UseFunctionInvocation().Build(),
            ["small"] = new TalkingClient(turn => turn.Options.Tools is { Count: > 0 } ? "tools?" : ScriptedClient.Final(0.5)),
        };
        var definition = Panels.Small(3) with { Personas = [new Persona { Name = "p9", Frame = "You look things up.", ModelRole = "researcher" }, .. Panels.Small(2).Personas] };
        var result = await new DelphiPanel(definition, clients).RunAsync(Panels.Question);
        Assert.Equal(1, looked);
        Assert.Equal((double?)0.3, result.Rounds[0].Panelists[0].Median);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public async Task The_calls_of_a_run_are_spans_below_its_own()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is DelphiTelemetry.Name or "panel-client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (spans) spans.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);
        using var client = new ChatClientBuilder(new TalkingClient(_ => ScriptedClient.Final(0.5))).UseOpenTelemetry(sourceName: "panel-client").Build();
        await new DelphiPanel(Panels.Small(3) with { Name = "span-test-panel" }, client).RunAsync(Panels.Question);
        var run = Assert.Single(spans, span => span.DisplayName == "invoke_workflow span-test-panel");
        Assert.Equal(3, spans.Count(span => span.Source.Name == "panel-client" && span.ParentSpanId == run.SpanId));
    }

    private static IChatClient Build(IChatClient inner, string order)
    {
        var builder = new ChatClientBuilder(inner);
        foreach (var layer in order)
        {
            builder = layer switch
            {
                'c' => builder.UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))),
                'f' => builder.UseFunctionInvocation(),
                _ => builder.UseOpenTelemetry(sourceName: "panel-test"),
            };
        }

        return builder.Build();
    }
}
