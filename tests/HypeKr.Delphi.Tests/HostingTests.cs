using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HypeKr.Delphi.Tests;

public sealed class HostingTests
{
    private const string Secret = "canary-9c1e";

    [Fact]
    public async Task Roles_take_the_keyed_clients_and_the_rest_the_plain_one()
    {
        var (plain, keyed) = (new TalkingClient(_ => ScriptedClient.Final(0.2)), new TalkingClient(_ => ScriptedClient.Final(0.4)));
        var services = new ServiceCollection();
        services.AddSingleton<IChatClient>(plain).AddKeyedSingleton<IChatClient>("b", keyed);
        services.AddDelphi(panel => panel.Definition = PanelDefinition.RecommendedFor("a", "b"));
        await using var provider = services.BuildServiceProvider();
        var result = await provider.GetRequiredService<DelphiPanel>().RunAsync(Panels.Question);
        Assert.Equal(10, result.Calls);
        Assert.Equal((6, 4), (plain.Turns.Count, keyed.Turns.Count));
        Assert.Same(provider.GetRequiredService<DelphiPanel>(), provider.GetRequiredService<DelphiPanel>());
    }

    [Fact]
    public void A_panel_without_clients_or_with_bad_options_says_so()
    {
        var services = new ServiceCollection();
        services.AddDelphi();
        using var none = services.BuildServiceProvider();
        Assert.Contains("\"small\"", Assert.Throws<InvalidPanelException>(() => none.GetRequiredService<DelphiPanel>()).Message, StringComparison.Ordinal);

        services.AddDelphi(panel => panel.Options = new DelphiOptions { MaxConcurrency = 0 });
        using var bad = services.BuildServiceProvider();
        Assert.Contains("MaxConcurrency is 0", Assert.Throws<OptionsValidationException>(() => bad.GetRequiredService<IOptions<DelphiPanelOptions>>().Value).Message, StringComparison.Ordinal);
        services = new ServiceCollection();
        services.AddDelphi(panel => panel.Definition = new PanelDefinition());
        using var empty = services.BuildServiceProvider();
        Assert.Contains("cannot run", Assert.Throws<OptionsValidationException>(() => empty.GetRequiredService<IOptions<DelphiPanelOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_activities_and_metrics_tell_what_happened_and_no_text()
    {
        var logs = new Recorder();
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DelphiTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == DelphiTelemetry.Name) self.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Tags(tags))));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Tags(tags))));
        meters.Start();

        var definition = Panels.Small(3, rounds: 2) with { Name = "telemetry-test-panel" };
        var question = Panels.Question with { Title = Secret, Criteria = Secret, Facts = [Secret], News = [new NewsItem { Text = Secret }], AsOf = null };
        var client = new TalkingClient(turn => turn.Call.Persona == "p0" ? Secret : Secret + "\n" + ScriptedClient.Final(0.3));
        var result = await new DelphiPanel(definition, client).RunAsync(question, new DelphiOptions { LoggerFactory = logs });

        var activity = Assert.Single(activities, activity => activity.DisplayName == "invoke_workflow telemetry-test-panel");
        Assert.Equal("invoke_workflow", activity.GetTagItem("gen_ai.operation.name"));
        Assert.Equal(result.RunId, activity.GetTagItem("hypekr.delphi.run_id"));
        Assert.Equal("MaxRounds", activity.GetTagItem("hypekr.delphi.exit_reason"));
        Assert.Contains(measured, entry => entry is { Name: "hypekr.delphi.calls", Value: 1 } && entry.Tags.Contains("small", StringComparison.Ordinal));
        Assert.Contains(measured, entry => entry.Name == "hypekr.delphi.run.duration");
        Assert.Contains(logs.Lines, line => line.Contains("NoForecast", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("telemetry-test-panel", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(measured, entry => entry.Tags.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(activities.SelectMany(stopped => stopped.TagObjects), tag => $"{tag.Value}".Contains(Secret, StringComparison.Ordinal));

        static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = "";
            foreach (var tag in tags) text += $"{tag.Key}={tag.Value};";
            return text;
        }
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
