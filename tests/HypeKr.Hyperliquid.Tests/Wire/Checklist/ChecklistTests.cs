using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Every name of the wire specification is asked for as written there, and all that it may answer arrives in the models.</summary>
public sealed class ChecklistTests
{
    private static readonly int[] Seeds = [1, 2, 3];

    /// <summary>The doc comments of the public methods that wait.</summary>
    private static readonly Lazy<IReadOnlyList<string>> Methods = new(() =>
    [
        .. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "HypeKr.Hyperliquid.xml")).Descendants("member")
            .Where(member => member.Attribute("name")!.Value is var name && name.StartsWith("M:", StringComparison.Ordinal) && name.Contains("Async(", StringComparison.Ordinal))
            .Select(member => member.ToString()),
    ]);

    public static TheoryData<string> Rows => [.. ChecklistRows.All.Keys];

    [Fact]
    public void Every_name_has_a_shape_and_a_row()
    {
        Assert.Equal(84, Grammar.Names.Count);
        Assert.Equal(Grammar.Names.Order(StringComparer.Ordinal), Grammar.Wire.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("", string.Join(", ", Grammar.Names.Except(ChecklistRows.All.Keys)));
        Assert.Equal("", string.Join(", ", ChecklistRows.All.Keys.Except(Grammar.Names)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_request_is_the_one_of_the_wire(string name)
    {
        var entry = Grammar.Wire.Entries[name];
        var row = ChecklistRows.All[name];
        var sent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in row.Calls)
        {
            using var venue = new TestVenue();
            var reply = new ReplyGenerator(Grammar.Wire, 1).Generate(entry.Reply).First();
            await RunAsync(venue, name, call, Json(reply));

            var request = venue.Info.Requests.Last(r => r.GetProperty("type").GetString() == TypeOf(name));
            using var expected = JsonDocument.Parse(call.Request);
            Assert.True(JsonElement.DeepEquals(WithType(expected.RootElement, TypeOf(name)), request), $"{name} was to send {call.Request} and sent {request.GetRawText()}.");
            Assert.Equal(name.StartsWith("explorer ", StringComparison.Ordinal) ? "/explorer" : "/info", venue.Info.LastPath);
            Conforms(entry.Request, expected.RootElement, "", sent);
        }

        Assert.Equal(MemberPaths(entry.Request, "").Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_reply_of_the_grammar_arrives(string name)
    {
        var entry = Grammar.Wire.Entries[name];
        foreach (var seed in Seeds)
        {
            using var venue = new TestVenue();
            foreach (var reply in new ReplyGenerator(Grammar.Wire, seed).Generate(entry.Reply))
            {
                var json = Json(reply);
                var model = await RunAsync(venue, name, ChecklistRows.All[name].Calls[0], json);
                using var answer = JsonDocument.Parse(json);
                var faults = Arrival.Faults(Part(name, answer.RootElement), model);
                Assert.True(faults.Count == 0, $"{name}: {string.Join("\n", faults.Take(20))}\n{json}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_was_read_is_written_again(string name)
    {
        using var venue = new TestVenue();
        foreach (var reply in new ReplyGenerator(Grammar.Wire, 4).Generate(Grammar.Wire.Entries[name].Reply))
        {
            var json = Json(reply);
            var model = await RunAsync(venue, name, ChecklistRows.All[name].Calls[0], json);
            if (reply is null || model is null) continue;
            var type = HyperliquidJsonContext.Default.GetTypeInfo(ChecklistRows.All[name].Calls[0].Model) ?? HyperliquidJsonContext.Default.GetTypeInfo(model.GetType());
            Assert.True(type is not null, $"{name}: the JSON context knows neither the declared type nor {model.GetType()}.");
            using var answer = JsonDocument.Parse(json);
            Lossless.Compare(Part(name, answer.RootElement), JsonSerializer.SerializeToElement(model, type));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Its_method_says_the_name_and_the_weight_that_the_limiter_counts(string name)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        var wire = $"{name[..space]} <c>{name[(space + 1)..]}</c>";
        var documented = Methods.Value.Where(doc => doc.Contains(wire, StringComparison.Ordinal)).ToList();
        var weight = RequestWeights.ForRead(TypeOf(name));

        Assert.True(documented.Count > 0, $"No method says '{wire}'.");
        Assert.Contains(documented, doc => WeightOf(doc) == weight.Weight);
        if (weight.RowsPerExtra > 0) Assert.Contains(documented, doc => doc.Contains($"{weight.RowsPerExtra.ToString(CultureInfo.InvariantCulture)} rows", StringComparison.Ordinal));
    }

    private static int? WeightOf(string doc) =>
        Regex.Match(doc, "weight ([0-9]+)", RegexOptions.CultureInvariant) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static Task<object?> RunAsync(TestVenue venue, string name, ChecklistCall call, string reply)
    {
        venue.Info.Answer(TypeOf(name), reply);
        return call.RunAsync(venue);
    }

    private static JsonElement Part(string name, JsonElement reply) => ChecklistRows.All[name].ReplyMember is { } member ? reply.GetProperty(member) : reply;

    private static string TypeOf(string name) => name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string Json(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static JsonElement WithType(JsonElement request, string type)
    {
        var node = new JsonObject { ["type"] = type };
        foreach (var member in request.EnumerateObject()) node.Add(member.Name, JsonNode.Parse(member.Value.GetRawText()));
        return JsonSerializer.SerializeToElement(node);
    }

    private static void Conforms(Shape shape, JsonElement request, string path, HashSet<string> sent)
    {
        var members = ((ObjectShape)shape).Members;
        foreach (var member in request.EnumerateObject())
        {
            var known = Assert.Single(members, m => m.Name == member.Name);
            sent.Add(path + member.Name);
            if (known.Shape is ObjectShape nested) Conforms(nested, member.Value, $"{path}{member.Name}.", sent);
        }

        foreach (var member in members.Where(m => !m.IsOptional)) Assert.True(request.TryGetProperty(member.Name, out _), $"{path}{member.Name} is not sent.");
    }

    private static IEnumerable<string> MemberPaths(Shape shape, string path) => ((ObjectShape)shape).Members.SelectMany(member =>
        (IEnumerable<string>)[path + member.Name, .. member.Shape is ObjectShape nested ? MemberPaths(nested, $"{path}{member.Name}.") : []]);
}
