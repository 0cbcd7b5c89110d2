using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

public sealed class SimulatedForecasterClientTests
{
    private static readonly PanelDefinition NoPrescreen = PanelDefinition.Original with { Prescreen = null };

    private static ForecastQuestion Ask(int i) => new() { Id = FormattableString.Invariant($"sim-{i}"), Title = "A simulated question?" };

    [Fact]
    public async Task It_says_what_it_is()
    {
        using var client = new SimulatedForecasterClient();
        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("hypekr-simulated", "simulated-forecaster/1"), (metadata.ProviderName, metadata.DefaultModelId));
        await Assert.ThrowsAsync<OfflineForecasterException>(() => client.GetResponseAsync("Will it rain?"));

        var result = await new DelphiPanel(NoPrescreen, client).RunAsync(Ask(1));
        Assert.All(result.Models, model => Assert.Equal(("hypekr-simulated", "simulated-forecaster/1"), (model.Provider, model.ModelIds.Single())));
        Assert.All(result.Rounds[0].Panelists, panelist => Assert.Contains("simulated", panelist.Samples[0].Answer!, StringComparison.Ordinal));
        Assert.Null(result.Usage.InputTokens);
    }

    [Fact]
    public async Task An_answer_depends_on_seed_question_persona_round_and_sample_alone()
    {
        using var client = new SimulatedForecasterClient();
        using var again = new SimulatedForecasterClient();
        using var other = new SimulatedForecasterClient(new() { Seed = 1 });
        var call = new ForecastCall("q", "macro", 0, 0);
        var text = await Answer(client, call);
        Assert.Equal(text, await Answer(again, call));
        Assert.NotEqual(text, await Answer(other, call));
        Assert.NotEqual(text, await Answer(client, call with { QuestionId = "r" }));
        Assert.NotEqual(text, await Answer(client, call with { Persona = "quant" }));
        Assert.NotEqual(text, await Answer(client, call with { Round = -1 }));
        Assert.NotEqual(text, await Answer(client, call with { Sample = 1 }));

        static async Task<string> Answer(SimulatedForecasterClient client, ForecastCall call)
        {
            var options = new ChatOptions();
            call.WriteTo(options);
            return (await client.GetResponseAsync([], options)).Text;
        }
    }

    [Fact]
    public async Task Peers_pull_the_panel_together_and_none_pull_nothing()
    {
        Assert.True(await Spread(1, 1.0) < 0.05);
        var stubborn = await Spread(1, 0) - await Spread(0, 0);
        Assert.InRange(stubborn, -0.03, 0.03);
        Assert.True(await Spread(1, 0.25) < await Spread(0, 0.25));

        // Mean spread of a round over twenty questions.
        static async Task<double> Spread(int round, double weight)
        {
            var definition = NoPrescreen with { Stop = new StopRule(0, 0, 0, 2) };
            var panel = new DelphiPanel(definition, new SimulatedForecasterClient(new() { PeerWeight = weight, SampleNoise = 0.1 }));
            var spreads = new List<double>();
            for (var i = 0; i < 20; i++) spreads.Add((await panel.RunAsync(Ask(i))).Rounds[round].Estimate!.Spread);
            return spreads.Average();
        }
    }

    [Fact]
    public async Task A_given_truth_is_what_the_panel_finds_without_noise()
    {
        var client = new SimulatedForecasterClient(new() { SmallestNoise = 0, LargestNoise = 0, SampleNoise = 0 }, truth: _ => 0.8);
        Assert.Equal(0.8, client.TruthOf("any"));
        var result = await new DelphiPanel(PanelDefinition.Original, client).RunAsync(Ask(1));
        Assert.Equal((0.8, ExitReason.Converged), (result.Aggregate, result.ExitReason));

        var biased = new SimulatedForecasterClient(new() { SmallestNoise = 0, LargestNoise = 0, SampleNoise = 0, Bias = 1, Gain = 0.5 }, truth: _ => 0.8);
        var pulled = await new DelphiPanel(PanelDefinition.Original, biased).RunAsync(Ask(1));
        Assert.Equal(1 / (1 + Math.Exp(-0.5 * (Math.Log(4) + 1))), pulled.Aggregate, 0.0005);
    }

    [Fact]
    public void Truths_and_outcomes_follow_the_stated_distribution()
    {
        var client = new SimulatedForecasterClient(new() { Seed = 3 });
        string[] ids = [.. Enumerable.Range(0, 4_000).Select(i => FormattableString.Invariant($"t{i}"))];
        var logits = ids.Select(id => Math.Log(client.TruthOf(id) / (1 - client.TruthOf(id)))).ToList();

        // Five standard errors: 1.5/√4000 for the mean, 1.5/√8000 for the deviation, and at most 0.5/√4000 for the rate.
        var mean = logits.Average();
        Assert.InRange(mean, -0.6 - 0.119, -0.6 + 0.119);
        Assert.InRange(Math.Sqrt(logits.Average(l => (l - mean) * (l - mean))), 1.5 - 0.084, 1.5 + 0.084);
        Assert.InRange(ids.Average(id => (client.OutcomeOf(id) ? 1 : 0) - client.TruthOf(id)), -0.04, 0.04);
        Assert.Equal(client.OutcomeOf("t1"), client.OutcomeOf("t1"));
    }

    [Fact]
    public async Task The_panel_beats_its_single_members()
    {
        var client = new SimulatedForecasterClient();
        var panel = new DelphiPanel(NoPrescreen with { SamplesPerPersona = 1, Stop = new StopRule(MaxRounds: 1) }, client);
        var (single, pooled) = (0.0, 0.0);
        for (var i = 0; i < 300; i++)
        {
            var result = await panel.RunAsync(Ask(i));
            var outcome = client.OutcomeOf(Ask(i).Id) ? 1 : 0;
            single += result.Rounds[0].Panelists.Average(panelist => Math.Pow(panelist.Median!.Value - outcome, 2));
            pooled += Math.Pow(result.GeometricMeanOfOdds - outcome, 2);
        }

        Assert.True(pooled < single, FormattableString.Invariant($"{pooled / 300} against {single / 300}"));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Contains("ErrorCorrelation is 1.5", Refused(new() { ErrorCorrelation = 1.5 }), StringComparison.Ordinal);
        Assert.Contains("SampleNoise is -1", Refused(new() { SampleNoise = -1 }), StringComparison.Ordinal);
        Assert.Contains("LargestNoise is 0.1", Refused(new() { LargestNoise = 0.1 }), StringComparison.Ordinal);
        Assert.Contains("Gain is NaN", Refused(new() { Gain = double.NaN }), StringComparison.Ordinal);
        Assert.Throws<OfflineForecasterException>(() => new SimulatedForecasterClient(truth: _ => 1).TruthOf("q"));

        static string Refused(SimulatedForecasterOptions options) => Assert.Throws<ArgumentException>(() => new SimulatedForecasterClient(options)).Message;
    }
}
