using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

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
                var quote = new BinaryQuote(0.4m, 0.45m, 0.01m);
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
        var content = JsonNode.Parse(BundleFixture.Bundle().ToJson())!["content"]!;
        foreach (var step in content["isotonic"]!.AsArray()) Assert.True(step![2]!.GetValue<JsonElement>().TryGetInt64(out _) && step[3]!.GetValue<JsonElement>().TryGetInt64(out _));
        foreach (var step in content["vennAbers"]!["lower"]!.AsArray().Concat(content["vennAbers"]!["upper"]!.AsArray())) Assert.True(step![1]!.GetValue<JsonElement>().TryGetInt64(out _) && step[2]!.GetValue<JsonElement>().TryGetInt64(out _));
    }

    [Fact]
    public void Spaces_do_not_matter()
    {
        var spaced = JsonNode.Parse(BundleFixture.Bundle().ToJson())!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        Assert.Equal(BundleFixture.Bundle().Hash, CalibratorBundle.FromJson(spaced).Hash);
    }

    [Theory]
    [InlineData("isotonic step", "content/isotonic/0/2")]
    [InlineData("Venn-Abers step", "content/vennAbers/upper/0/1")]
    [InlineData("conformal count", "content/cells/0/scores/0/1")]
    [InlineData("row count", "content/rows")]
    [InlineData("minimum", "content/options/minimumSamples")]
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
        Assert.True(error.Message.Contains("changed after it was written", StringComparison.Ordinal) || error.Message.Contains("contradicts", StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    [Fact]
    public void Members_outside_the_hash_are_refused()
    {
        foreach (var path in (string[])["", "content", "content/options", "content/shrinkage"])
        {
            var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(node, (n, p) => n[p]!)["extra"] = 1;
            Assert.Contains("extra", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(node.ToJsonString())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_that_are_no_bundle_give_the_documented_error()
    {
        foreach (var text in (string[])["", "{}", "[]", "null", "1", "{\"format\":\"other\",\"version\":1,\"sha256\":\"\",\"content\":{}}"]) Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(text));

        // Every text with one byte cut out or changed: the documented error, or the very same bundle.
        var bundle = BundleFixture.Bundle();
        var json = bundle.ToJson();
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var at = random.Next(json.Length);
            var mutated = i % 2 == 0 ? json.Remove(at, 1) : json[..at] + "0{}[],\"-e."[random.Next(10)] + json[(at + 1)..];
            try
            {
                Assert.Equal(bundle.Hash, CalibratorBundle.FromJson(mutated).Hash);
            }
            catch (BundleFormatException)
            {
            }
        }
    }

    [Fact]
    public void A_newer_version_says_so()
    {
        var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
        node["version"] = 2;
        Assert.Contains("version 2", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(node.ToJsonString())).Message, StringComparison.Ordinal);
    }
}
