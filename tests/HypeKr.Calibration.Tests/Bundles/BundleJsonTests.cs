using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class BundleJsonTests
{
    [Fact]
    public void Round_trips_to_the_same_hash_text_and_forecasts()
    {
        var bundle = BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.05m, MinimumEdge = 0.001m, Conformal = new MondrianOptions { MinimumSamples = 20, Boundary = ConformalBoundary.Include } });
        using var stream = new MemoryStream();
        bundle.Save(stream);
        stream.Position = 0;
        var loaded = CalibratorBundle.Load(stream);
        Assert.Equal(bundle.Hash, loaded.Hash);
        Assert.Equal(bundle.ToJson(), loaded.ToJson());
        Assert.Equal(bundle.Options, loaded.Options);
        Assert.Equal((bundle.RowCount, bundle.PositiveCount), (loaded.RowCount, loaded.PositiveCount));
        foreach (var category in (string[])["politics", "sports", "weather", "chess"])
        {
            for (var i = 0; i <= 100; i++)
            {
                var quote = new MarketQuote(0.4m, 0.45m, 0.01m);
                var (a, b) = (bundle.Calibrate(new RawProbability(i / 100.0), category, quote), loaded.Calibrate(new RawProbability(i / 100.0), category, quote));
                Assert.Equal(a.Explanation, b.Explanation);
                Assert.Equal((a.Isotonic, a.Interval, a.Calibrated, a.Blended, a.Decision), (b.Isotonic, b.Interval, b.Calibrated, b.Blended, b.Decision));
            }
        }
    }

    [Fact]
    public void Hash_is_the_sha256_of_the_content_bytes()
    {
        using var document = JsonDocument.Parse(BundleFixture.Bundle().ToJson());
        var content = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("content").GetRawText());
        var models = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("models").GetRawText());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(models)), document.RootElement.GetProperty("content").GetProperty("models").GetString());
        Assert.Equal(BundleFixture.Bundle().ModelHash, document.RootElement.GetProperty("content").GetProperty("models").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), document.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(BundleFixture.Bundle().Hash, document.RootElement.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Equal_policies_written_differently_are_one_bundle()
    {
        Assert.Equal(BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.1m }).Hash, BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.100m }).Hash);
        Assert.NotEqual(BundleFixture.Bundle().Hash, BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.2m }).Hash);
        Assert.NotEqual(BundleFixture.Bundle().Hash, CalibratorBundle.Fit(BundleFixture.Rows().Skip(1)).Hash);
    }

    [Fact]
    public void Models_are_written_as_integers()
    {
        var content = JsonNode.Parse(BundleFixture.Bundle().ToJson())!["models"]!["global"]!;
        foreach (var step in content["isotonic"]!.AsArray()) Assert.True(step![2]!.GetValue<JsonElement>().TryGetInt64(out _) && step[3]!.GetValue<JsonElement>().TryGetInt64(out _));
        foreach (var step in content["vennAbers"]!["lower"]!.AsArray().Concat(content["vennAbers"]!["upper"]!.AsArray())) Assert.True(step![1]!.GetValue<JsonElement>().TryGetInt64(out _) && step[2]!.GetValue<JsonElement>().TryGetInt64(out _));
    }

    [Fact]
    public void Only_the_canonical_bytes_are_a_bundle()
    {
        var json = BundleFixture.Bundle().ToJson();
        var node = JsonNode.Parse(json)!;
        Assert.Equal(json, node.ToJsonString());
        var reordered = new JsonObject(node.AsObject().Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        foreach (var other in (string[])[node.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), json + "\n", " " + json, reordered.ToJsonString(), json.Replace("E-", "e-", StringComparison.Ordinal) + " "])
        {
            Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(other));
        }
    }

    [Theory]
    [InlineData("isotonic step", "models/global/isotonic/0/2")]
    [InlineData("Venn-Abers step", "models/global/vennAbers/upper/0/1")]
    [InlineData("conformal count", "models/cells/0/counts/0")]
    [InlineData("row count", "content/rows")]
    [InlineData("a category's rows", "models/categories/1/rows")]
    [InlineData("a category's steps", "models/categories/0/isotonic/0/3")]
    [InlineData("a test", "models/global/tests/0/2")]
    [InlineData("minimum", "models/options/minimumSamples")]
    public void A_changed_number_does_not_load(string what, string path)
    {
        var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(node, (n, p) => n is JsonArray a ? a[int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)]! : n[p]!);
        if (parent is JsonArray array)
        {
            var index = int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture);
            array[index] = array[index]!.GetValue<long>() + 1;
        }
        else
        {
            parent[parts[^1]] = parent[parts[^1]]!.GetValue<long>() + 1;
        }

        var error = Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(node.ToJsonString()));
        Assert.True(error.Message.Contains("they were changed after they were written", StringComparison.Ordinal) || error.Message.Contains("changed after it was written", StringComparison.Ordinal) || error.Message.Contains("contradicts", StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    // Each with the hash of what it says, so that only its contradiction is left to refuse it.
    [Theory]
    [InlineData("isotonic", "[[0.1,0.2,1,4],[0.3,0.9,2,8]]", 12, 3, "Isotonic step 1 contradicts the step before: 2/8 is not above 1/4")]
    [InlineData("isotonic", "[[0.1,0.2,2,4],[0.3,0.9,1,4]]", 8, 3, "Isotonic step 1 contradicts the step before: 1/4 is not above 2/4")]
    [InlineData("isotonic", "[[0.1,0.2,1,4],[0.3,0.9,5,4]]", 8, 6, "Isotonic step 1 contradicts itself: 5 of 4")]
    [InlineData("isotonic", "[[0.1,0.2,-1,4],[0.3,0.9,4,4]]", 8, 3, "Isotonic step 0 contradicts itself: -1 of 4")]
    [InlineData("isotonic", "[[0.1,0.2,0,0],[0.3,0.9,3,8]]", 8, 3, "Isotonic step 0 contradicts itself: 0 of 0")]
    [InlineData("isotonic", "[[0.1,0.3,1,4],[0.3,0.9,2,4]]", 8, 3, "Isotonic step 1 contradicts itself or the step before: scores rise")]
    [InlineData("isotonic", "[[0.1,0.2,1,4],[0.3,0.9,2,4]]", 9, 3, "states 9 rows, which contradicts its isotonic steps: they hold 8")]
    [InlineData("isotonic", "[[0.1,0.2,1,4],[0.3,0.9,2,4]]", 8, 2, "states 2 positives, which contradicts its isotonic steps: they hold 3")]
    [InlineData("isotonic", "[[0.1,0.2,1,9223372036854775807],[0.3,0.9,2,9]]", 8, 3, "states 8 rows")]
    [InlineData("lower", "[[0.1,1,10],[0.3,2,20]]", 8, 3, "Venn-Abers lower step 1 contradicts the step before: 2/20 is not above 1/10")]
    [InlineData("lower", "[[0.1,2,10],[0.3,1,10]]", 8, 3, "Venn-Abers lower step 1 contradicts the step before: 1/10 is not above 2/10")]
    [InlineData("lower", "[[0.1,11,10]]", 8, 3, "Venn-Abers lower step 0 contradicts itself: 11 of 10")]
    [InlineData("lower", "[[0.3,1,10],[0.3,2,10]]", 8, 3, "Venn-Abers lower step 1 contradicts itself or the step before: scores rise")]
    [InlineData("lower", "[[0.1,1,10],[0.2,4,8]]", 8, 3, "Venn-Abers lower step 1 contradicts the upper ones: at 0.2 p0 is 4/8 and p1 1/2")]
    [InlineData("lower", "[[0.1,1,10],[0.95,1,1]]", 8, 3, "Venn-Abers lower step 1 contradicts the upper ones: at 0.95 p0 is 1/1 and p1 1/1")]
    [InlineData("lower", "[]", 8, 3, "There is no Venn-Abers lower step")]
    [InlineData("upper", "[[0.2,1,2],[0.9,2,4]]", 8, 3, "Venn-Abers upper step 1 contradicts the step before: 2/4 is not above 1/2")]
    [InlineData("upper", "[[0.2,1,2],[0.9,1,3]]", 8, 3, "Venn-Abers upper step 1 contradicts the step before: 1/3 is not above 1/2")]
    [InlineData("upper", "[[0.2,1,2],[0.9,4,3]]", 8, 3, "Venn-Abers upper step 1 contradicts itself: 4 of 3")]
    [InlineData("upper", "[[0.05,0,2],[0.9,3,4]]", 8, 3, "Venn-Abers upper step 0 contradicts the lower ones")]
    [InlineData("upper", "[[0.2,1,2],[0.9,1,5]]", 8, 3, "Venn-Abers upper step 1 contradicts the step before")]
    [InlineData("upper", "[[0.2,1,20],[0.9,3,4]]", 8, 3, "Venn-Abers lower step 0 contradicts the upper ones: at 0.1 p0 is 1/10 and p1 1/20")]
    public void Steps_that_contradict_each_other_are_refused_whatever_the_hash(string list, string steps, long rows, long positives, string says)
    {
        Assert.NotNull(CalibratorBundle.FromJson(Small("isotonic", "[[0.1,0.2,1,4],[0.3,0.9,2,4]]", 8, 3)));
        Assert.Contains(says, Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(Small(list, steps, rows, positives))).Message, StringComparison.Ordinal);

        static string Small(string list, string steps, long rows, long positives)
        {
            var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
            var (content, models) = (node["content"]!, node["models"]!);
            var global = models["global"]!;
            (content["rows"], content["positives"]) = (rows, positives);
            (global["rows"], global["positives"], global["low"], global["high"]) = (rows, positives, 0.1, 0.9);
            global["isotonic"] = JsonNode.Parse("[[0.1,0.2,1,4],[0.3,0.9,2,4]]");
            global["vennAbers"] = JsonNode.Parse("""{"lower":[[0.1,1,10],[0.3,2,5]],"upper":[[0.2,1,2],[0.9,3,4]]}""");
            (list == "isotonic" ? global : global["vennAbers"]!)[list] = JsonNode.Parse(steps);
            return Sealed(node);
        }
    }

    // Each again with the hash of what it says.
    [Theory]
    [InlineData("models/cells/0/scores", "[0.2,0.1]", "is outside [0, 1], or not above the one before it")]
    [InlineData("models/cells/0/scores", "[0.2,1.5]", "is outside [0, 1], or not above the one before it")]
    [InlineData("models/cells/1/class", "0", "there should be 1")]
    [InlineData("models/cells/1/category", "\"sports\"", "The cell for YES of \"politics\" is missing")]
    [InlineData("models/global/low", "1.5", "lowest score")]
    [InlineData("models/global/adopted", "\"Beta\"", "there is no such map")]
    [InlineData("models/categories/0/rung", "\"Somewhere\"", "None")]
    [InlineData("models/categories/1/rung", "\"Category\"", "which has adopted no map")]
    [InlineData("models/options/taxonomy", "\"Nothing\"", "is none of")]
    [InlineData("models/options/alpha", "\"1.5\"", "Alpha must lie between 0 and 1")]
    [InlineData("models/shrinkage/global", "1.5", "is not a probability")]
    [InlineData("content/rows", "331", "contradicts the models'")]
    [InlineData("content/parent", "\"abc\"", "64 lower-case hex digits")]
    public void Content_that_contradicts_itself_is_refused_whatever_the_hash(string path, string value, string says)
    {
        var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(node, (n, p) => n is JsonArray a ? a[int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)]! : n[p]!);
        parent[parts[^1]] = JsonNode.Parse(value);
        Assert.Contains(says, Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(Sealed(node))).Message, StringComparison.Ordinal);
    }

    private static string Sealed(JsonNode node)
    {
        node["content"]!["models"] = Hash(node["models"]!);
        node["sha256"] = Hash(node["content"]!);
        return node.ToJsonString();

        static string Hash(JsonNode part) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part.ToJsonString())));
    }

    [Property(Arbitrary = [typeof(Arbitraries)], MaxTest = 300)]
    public void Every_fitted_bundle_loads(Bag bag)
    {
        var bundle = CalibratorBundle.Fit(bag.Scores.Zip(bag.Labels, (score, label) => new CalibrationRow(new RawProbability(score), "politics", BinaryOutcome.From(label))));
        Assert.Equal(bundle.Hash, CalibratorBundle.FromJson(bundle.ToJson()).Hash);
    }

    [Property(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
    public void Every_bundle_fitted_on_markets_or_weighted_tables_loads(MarketBag bag, byte weight)
    {
        var rows = bag.Scores.Select((score, i) => new CalibrationRow(new RawProbability(score), bag.Categories[i], BinaryOutcome.From(bag.Labels[i]), bag.Markets[i])).ToArray();
        var weighted = rows.GroupBy(r => r.Category).ToDictionary(g => g.Key, g => ScoreTable.FromGroups(g.Select(r => new ScoreGroup(r.Raw.Value, weight + 1, r.Outcome.IsYes ? weight : 0))));
        foreach (var bundle in (CalibratorBundle[])[CalibratorBundle.Fit(rows), CalibratorBundle.Fit(weighted, new Dictionary<string, PairedScoreTable>())])
        {
            Assert.Equal(bundle.Hash, CalibratorBundle.FromJson(bundle.ToJson()).Hash);
        }
    }

    [Fact]
    public void Members_outside_the_hash_are_refused()
    {
        foreach (var path in (string[])["", "content", "models", "models/options", "models/global", "models/shrinkage"])
        {
            var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(node, (n, p) => n[p]!)["extra"] = 1;
            Assert.Contains("extra", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(path.Length == 0 ? node.ToJsonString() : Sealed(node))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_that_are_no_bundle_give_the_documented_error()
    {
        foreach (var text in (string[])["", "{}", "[]", "null", "1", "{\"format\":\"other\",\"version\":1,\"sha256\":\"\",\"content\":{}}"]) Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(text));

        // Texts with one byte cut out or changed. DamagedBundleTests does it to every byte.
        var json = BundleFixture.Bundle().ToJson();
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var at = random.Next(json.Length);
            var mutated = i % 2 == 0 ? json.Remove(at, 1) : json[..at] + "0{}[],\"-e."[random.Next(10)] + json[(at + 1)..];
            if (mutated != json) Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(mutated));
        }
    }

    [Fact]
    public void A_newer_version_says_so()
    {
        var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
        node["version"] = 3;
        Assert.Contains("version 3", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(node.ToJsonString())).Message, StringComparison.Ordinal);
    }
}
