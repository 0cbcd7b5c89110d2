using HypeKr.TestSupport;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

public sealed class RecordedPanelClientTests
{
    private static readonly RecordedPanel Record = new(
        "demo",
        ["a", "b", "c"],
        new Dictionary<string, IReadOnlyList<double?>> { ["q1"] = [0.25, null, 0.00001], ["q2"] = [0, 1, 0.123456789012345], ["q3"] = [null, null, 0.5] });

    [Fact]
    public async Task Recorded_numbers_come_back_through_prompt_and_parser()
    {
        using var client = new RecordedPanelClient(Record);
        var panel = new DelphiPanel(Record.Definition, client);
        var q1 = await panel.RunAsync(new ForecastQuestion { Id = "q1", Title = "?" });
        Assert.Equal([0.25, null, 0.00001], q1.Rounds.Single().Panelists.Select(panelist => panelist.Median));
        Assert.Equal(SampleFailure.NoForecast, q1.Rounds[0].Panelists[1].Samples[0].Failure);
        Assert.Equal((ExitReason.MaxRounds, 3), (q1.ExitReason, q1.Calls));
        Assert.Equal(new PanelUsage(null, null, null, null, 0), q1.Usage);

        var q2 = await panel.RunAsync(new ForecastQuestion { Id = "q2", Title = "?" });
        Assert.Equal([0, 1, 0.123456789012345], q2.Rounds[0].Panelists.Select(panelist => panelist.Median!.Value));
    }

    [Fact]
    public async Task Too_few_recorded_forecasts_are_no_quorum()
    {
        var panel = new DelphiPanel(Record.Definition, new RecordedPanelClient(Record));
        await Assert.ThrowsAsync<QuorumNotReachedException>(() => panel.RunAsync(new ForecastQuestion { Id = "q3", Title = "?" }));
        var error = await Assert.ThrowsAsync<QuorumNotReachedException>(() => panel.RunAsync(new ForecastQuestion { Id = "q9", Title = "?" }));
        Assert.Contains("no question \"q9\"", Assert.IsType<OfflineForecasterException>(error.Rounds[0].Panelists[0].Samples[0].Exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_one_round_has_nothing_to_say_in_the_second()
    {
        var panel = new DelphiPanel(Record.Definition with { Stop = new StopRule(MaxRounds: 2) }, new RecordedPanelClient(Record));
        var error = await Assert.ThrowsAsync<QuorumNotReachedException>(() => panel.RunAsync(new ForecastQuestion { Id = "q2", Title = "?" }));
        Assert.Equal(2, error.Rounds.Count);
    }

    [Fact]
    public async Task It_says_what_it_is_and_answers_panels_only()
    {
        using var client = new RecordedPanelClient(Record);
        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("hypekr-recorded", "recorded/demo"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(client, client.GetService<RecordedPanelClient>());
        Assert.Null(client.GetService<string>());
        await Assert.ThrowsAsync<OfflineForecasterException>(() => client.GetResponseAsync("What is it?"));

        var result = await new DelphiPanel(Record.Definition, client).RunAsync(new ForecastQuestion { Id = "q2", Title = "?" });
        Assert.Equal(("recorded", "hypekr-recorded", "recorded/demo"), (result.Models.Single().Role, result.Models.Single().Provider, result.Models.Single().ModelIds.Single()));
    }

    [Fact]
    public async Task It_streams_what_it_answers()
    {
        using var client = new RecordedPanelClient(Record);
        var options = new ChatOptions();
        new ForecastCall("q1", "a", 0, 0).WriteTo(options);
        var text = "";
        await foreach (var update in client.GetStreamingResponseAsync([], options)) text += update.Text;
        Assert.Equal((await client.GetResponseAsync([], options)).Text, text);
    }

    [Fact]
    public void A_ragged_or_impossible_matrix_is_refused()
    {
        Assert.Contains("2 forecasts", Refused(["a", "b", "c"], [0.1, 0.2]), StringComparison.Ordinal);
        Assert.Contains("the forecast 1.5", Refused(["a", "b"], [0.1, 1.5]), StringComparison.Ordinal);
        Assert.Contains("called \"a\"", Refused(["a", "a"], [0.1, 0.2]), StringComparison.Ordinal);

        static string Refused(string[] forecasters, double?[] row) =>
            Assert.ThrowsAny<ArgumentException>(() => new RecordedPanel("x", forecasters, new Dictionary<string, IReadOnlyList<double?>> { ["q"] = row })).Message;
    }

    [SharedFact(RecordedPanelData.File)]
    [Trait("Category", "Vectors")]
    public async Task A_real_panel_of_fifteen_models_replays_with_its_published_scores()
    {
        var set = RecordedPanelData.DataSet("paleka-2025-scraped");
        string[] forecasters = [.. set.GetProperty("forecasters").EnumerateArray().Select(name => name.GetString()!)];
        var questions = set.GetProperty("questions").EnumerateArray().ToDictionary(question => question.GetProperty("id").ToString());
        var record = new RecordedPanel("paleka", forecasters, questions.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<double?>)[.. pair.Value.GetProperty("p").EnumerateArray().Select(p => p.ValueKind == System.Text.Json.JsonValueKind.Null ? null : (double?)p.GetDouble())]));
        var panel = new DelphiPanel(record.Definition, new RecordedPanelClient(record));

        var (median, odds, calls) = (0.0, 0.0, 0);
        foreach (var (id, question) in questions)
        {
            var result = await panel.RunAsync(new ForecastQuestion { Id = id, Title = question.GetProperty("t").GetString()! });
            var outcome = question.GetProperty("o").GetDouble();
            median += Math.Pow(result.Aggregate - outcome, 2);
            odds += Math.Pow(result.GeometricMeanOfOdds - outcome, 2);
            calls += result.Calls;
            foreach (var panelist in result.Rounds[0].Panelists) Assert.Equal(record.Find(id, panelist.Persona), panelist.Median);
        }

        Assert.Equal(242 * 15, calls);
        Assert.Equal(0.1752, median / 242, 0.00005);
        Assert.Equal(0.1728, odds / 242, 0.00005);
    }
}
