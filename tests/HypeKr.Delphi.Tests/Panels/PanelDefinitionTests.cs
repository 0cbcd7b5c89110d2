namespace HypeKr.Delphi.Tests;

public sealed class PanelDefinitionTests
{
    [Fact]
    public void The_original_has_its_nine_personas_with_their_temperatures()
    {
        Assert.Equal(
            [
                ("contrarian", 0.8, "small"), ("inside_view", 0.5, "small"), ("outside_view", 0.5, "small"), ("premortem", 0.6, "small"), ("devils_advocate", 0.7, "small"),
                ("quant", 0.4, "large"), ("geopolitical", 0.5, "small"), ("macro", 0.5, "small"), ("red_team", 0.9, "independent"),
            ],
            PanelDefinition.Original.Personas.Select(persona => (persona.Name, persona.Temperature!.Value, persona.ModelRole)));
        Assert.Equal((5, 2, 5), (PanelDefinition.Original.SamplesPerPersona, PanelDefinition.Original.Stop.MaxRounds, PanelDefinition.Original.Quorum.Required(9)));
        Assert.Equal(["inside_view", "outside_view", "premortem"], PanelDefinition.Original.Prescreen!.Personas);
    }

    [Fact]
    public void Json_round_trips()
    {
        var json = PanelDefinition.Original.ToJson();
        var read = PanelDefinition.FromJson(json);
        Assert.Equal(PanelDefinition.Original, read);
        Assert.Equal(PanelDefinition.Original.GetHashCode(), read.GetHashCode());
        Assert.Equal(json, read.ToJson());
        Assert.Equal(PanelDefinition.Original.Fingerprint, read.Fingerprint);
        Assert.DoesNotContain('\r', json);
        Assert.NotEqual(PanelDefinition.Original.Fingerprint, (PanelDefinition.Original with { OddsClip = 0.02 }).Fingerprint);
    }

    [Fact]
    public void Absent_members_take_their_defaults_and_unknown_ones_are_ignored()
    {
        var read = PanelDefinition.FromJson("""{"name":"two","unknown":1,"personas":[{"name":"a","frame":"A."},{"name":"b","frame":"B.","temperature":0.3}],"quorum":{"minimumCount":2}}""");
        Assert.Equal(
            new PanelDefinition
            {
                Name = "two",
                Personas = [new Persona { Name = "a", Frame = "A." }, new Persona { Name = "b", Frame = "B.", Temperature = 0.3 }],
                Quorum = new Quorum(MinimumCount: 2),
            },
            read);
        Assert.Equal((5, 0.20, 0.01, 2), (read.SamplesPerPersona, read.ConfidenceSpread, read.OddsClip, read.Stop.MaxRounds));
        Assert.Null(read.Prescreen);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"name":"x","personas":[null,null]}""")]
    public void Broken_json_is_refused(string json) => Assert.Throws<InvalidPanelException>(() => PanelDefinition.FromJson(json));

    public static TheoryData<PanelDefinition, string> Refused
    {
        get
        {
            var good = Panels.Small(3);
            Persona a = new() { Name = "a", Frame = "A." }, b = new() { Name = "b", Frame = "B." };
            return new()
            {
                { good with { Name = " " }, "name" },
                { good with { Personas = [a] }, "1 personas" },
                { good with { Personas = [a, a with { Frame = "Other." }] }, "two personas are called \"a\"" },
                { good with { Personas = [a, b, b with { Name = "c" }] }, "\"c\" and \"b\" are one persona under two names" },
                { good with { Personas = [a, b with { Temperature = double.NaN }] }, "NaN" },
                { good with { Personas = [a, b with { Temperature = 2.5 }] }, "2.5" },
                { good with { Personas = [a, b with { Frame = "" }] }, "\"b\" has no frame" },
                { good with { Personas = [a, b with { ModelRole = "" }] }, "\"b\" has no model role" },
                { good with { Personas = [a, b with { Name = "" }] }, "no name" },
                { good with { SamplesPerPersona = 0 }, "samplesPerPersona is 0" },
                { good with { ConfidenceSpread = double.NaN }, "confidenceSpread is NaN" },
                { good with { OddsClip = 0.5 }, "oddsClip is 0.5" },
                { good with { Stop = new StopRule(MaxRounds: 0) }, "stop.maxRounds is 0" },
                { good with { Stop = new StopRule(ConvergedBelow: double.NaN) }, "stop.convergedBelow is NaN" },
                { good with { Quorum = new Quorum(MinimumCount: 1) }, "quorum.minimumCount is 1" },
                { good with { Quorum = new Quorum(MinimumCount: 4) }, "quorum.minimumCount is 4" },
                { good with { Quorum = new Quorum(2, 1.5) }, "quorum.minimumShare is 1.5" },
                { good with { Extremization = new SpreadExtremization(Aggressiveness: 1.5) }, "extremization.aggressiveness is 1.5" },
                { good with { Extremization = new SpreadExtremization(WideSpread: 0.05) }, "extremization.wideSpread is 0.05" },
                { good with { Extremization = new SpreadExtremization(Margin: -0.1) }, "extremization.margin is -0.1" },
                { good with { Prescreen = new PrescreenRule() }, "prescreen.personas is empty" },
                { good with { Prescreen = new PrescreenRule { Personas = ["p1", "x"] } }, "\"x\"" },
                { good with { Prescreen = new PrescreenRule { Personas = ["p1", "p1"] } }, "twice" },
                { good with { Prescreen = new PrescreenRule { Personas = ["p1"], Band = -1 } }, "prescreen.band is -1" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_panel_that_cannot_run_is_refused_with_the_reason(PanelDefinition definition, string reason)
    {
        var error = Assert.Throws<InvalidPanelException>(() => new DelphiPanel(definition, new ScriptedClient(_ => "")));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 2, 0.5, 5)]
    [InlineData(10, 2, 0.5, 5)]
    [InlineData(9, 7, 0.5, 7)]
    [InlineData(10, 2, 0.7, 7)]
    [InlineData(4, 2, 0, 2)]
    public void The_quorum_is_the_larger_of_count_and_share(int panel, int count, double share, int required) =>
        Assert.Equal(required, new Quorum(count, share).Required(panel));
}
