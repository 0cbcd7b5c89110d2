using System.Text.Json;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The checklist's own tools: they must be able to fail.</summary>
public sealed class GrammarTests
{
    private const string Sample = """
        Inner = {x?: dec, kind: "a"|"b", deep: Inner[]}
        info sample
        -> {coin: str}
        <- {a: Inner & {y: sdec|null}, b: [n: int, t: str][], c: {*: dec}}|null
        """;

    [Fact]
    public void Every_shape_of_the_grammar_is_made_in_every_way()
    {
        foreach (var entry in Grammar.Wire.Entries.Values)
        {
            foreach (var seed in Enumerable.Range(0, 5)) Assert.True(new ReplyGenerator(Grammar.Wire, seed).Generate(entry.Reply).Count() > 1, entry.Name);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_replies()
    {
        var grammar = Grammar.Parse(Sample);
        string Make(int seed) => string.Join("\n", new ReplyGenerator(grammar, seed).Generate(grammar.Entries["info sample"].Reply).Select(r => r?.ToJsonString()));

        Assert.Equal(Make(7), Make(7));
        Assert.NotEqual(Make(7), Make(8));
    }

    [Fact]
    public void Replies_hold_all_that_may_be_there_and_may_be_missing()
    {
        var grammar = Grammar.Parse(Sample);
        var replies = new ReplyGenerator(grammar, 1).Generate(grammar.Entries["info sample"].Reply).ToList();

        var full = Assert.IsType<JsonObject>(replies[0]);
        Assert.True(full["a"]!.AsObject().ContainsKey("x"));
        Assert.NotNull(full["a"]!["y"]);
        var bare = Assert.IsType<JsonObject>(replies[1]);
        Assert.False(bare["a"]!.AsObject().ContainsKey("x"));
        Assert.Null(bare["a"]!["y"]);
        Assert.Empty(replies[2]!["b"]!.AsArray());
        Assert.Contains(replies, r => r is null);
        Assert.Contains(replies, r => r is JsonObject o && !o["a"]!.AsObject().ContainsKey("x"));
        Assert.Contains(replies, r => r is JsonObject o && o["a"]!["y"] is null);
        Assert.Contains(replies, r => r?["a"]!["kind"]!.GetValue<string>() == "a");
        Assert.Contains(replies, r => r?["a"]!["kind"]!.GetValue<string>() == "b");
    }

    [Theory]
    [InlineData("""{"px":"1.5","sz":"2.0","n":3}""", 0)]
    [InlineData("""{"px":"1.6","sz":"2.0","n":3}""", 1)]
    [InlineData("""{"px":"1.5","sz":"2.0","n":3,"new":1}""", 1)]
    [InlineData("""{"px":"1.5","sz":"2.0","n":null}""", 1)]
    [InlineData("""{"px":"1.5","sz":["2.0"],"n":4}""", 2)]
    public void What_does_not_arrive_is_seen(string wire, int faults)
    {
        var level = JsonSerializer.Deserialize("""{"px":"1.5","sz":"2.0","n":3}""", HyperliquidJsonContext.Default.BookLevel);
        using var answer = JsonDocument.Parse(wire);

        Assert.Equal(faults, Arrival.Faults(answer.RootElement, level).Count);
    }

    [Fact]
    public void What_only_OtherMembers_hold_did_not_arrive()
    {
        const string Wire = """{"px":"1.5","sz":"2.0","n":3,"new":1}""";
        using var answer = JsonDocument.Parse(Wire);

        Assert.Equal(2, Arrival.Faults(answer.RootElement, JsonSerializer.Deserialize(Wire, HyperliquidJsonContext.Default.BookLevel)).Count);
    }

    [Theory]
    [InlineData(ReplyTwist.NewMembers, "\"addedLater\":{")]
    [InlineData(ReplyTwist.NewElements, ",\"7\"]")]
    [InlineData(ReplyTwist.NewWords, "\"kind\":\"text ")]
    [InlineData(ReplyTwist.NewCases, "\"tag\":\"addedLater\"")]
    [InlineData(ReplyTwist.NewCases, "\"outer\":{\"addedLater\"")]
    [InlineData(ReplyTwist.SwappedNumbers, "\"n\":\"")]
    public void A_twist_changes_what_it_says(ReplyTwist twist, string expected)
    {
        var grammar = Grammar.Parse("""
            info sample
            -> {}
            <- {kind: "a"|"b", pair: [n: int, t: str], inner: {tag: "x", v: int}|{tag: "y"}, outer: {left: {v: int}}|{right: {v: int}}, n: int}
            """);
        string Make(ReplyTwist with) => string.Join("\n", new ReplyGenerator(grammar, 1, with).Generate(grammar.Entries["info sample"].Reply).Select(r => r!.ToJsonString()));

        Assert.Contains(expected, Make(twist));
        Assert.DoesNotContain(expected, Make(ReplyTwist.None));
    }
}
