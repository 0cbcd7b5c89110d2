using System.Text.Json.Nodes;

namespace HypeKr.Calibration.Tests;

public sealed class BundleTaxonomyTests
{
    [Theory]
    [InlineData(MondrianTaxonomy.CategoryAndClass, EmptySetRule.Keep)]
    [InlineData(MondrianTaxonomy.Class, EmptySetRule.IncludeAll)]
    [InlineData(MondrianTaxonomy.Category, EmptySetRule.IncludeMostPlausible)]
    [InlineData(MondrianTaxonomy.Marginal, EmptySetRule.Keep)]
    public void Cells_of_every_taxonomy_reload_to_the_same_hash_and_sets(MondrianTaxonomy taxonomy, EmptySetRule empty)
    {
        var bundle = BundleFixture.Bundle(new CalibratorOptions { Conformal = new MondrianOptions { Taxonomy = taxonomy, EmptySets = empty } });
        var loaded = CalibratorBundle.FromJson(bundle.ToJson());
        Assert.Equal((bundle.Hash, bundle.Options), (loaded.Hash, loaded.Options));
        Assert.Equal(bundle.Conformal.Categories, loaded.Conformal.Categories);
        Assert.Equal(bundle.Conformal.Report(0.1m), loaded.Conformal.Report(0.1m));
        foreach (var category in (string[])["politics", "sports", "chess"])
        {
            for (var i = 0; i <= 50; i++)
            {
                var (a, b) = (bundle.Conformal.PredictBinary(category, i / 50.0, 0.1m), loaded.Conformal.PredictBinary(category, i / 50.0, 0.1m));
                Assert.Equal((a.ToString(), a.CategorySeen, a.WasEmpty), (b.ToString(), b.CategorySeen, b.WasEmpty));
                Assert.Equal(a.Labels, b.Labels);
            }
        }
    }

    [Fact]
    public void A_set_that_was_empty_is_a_skip_whatever_was_put_into_it()
    {
        var bundle = BundleFixture.Bundle(new CalibratorOptions { Conformal = new MondrianOptions { EmptySets = EmptySetRule.IncludeMostPlausible } });
        var forecast = bundle.Calibrate(new RawProbability(0.5), "politics", new MarketQuote(0.1m, 0.12m));
        Assert.True(forecast.Set.WasEmpty);
        Assert.Equal(SkipReason.EmptySet, Assert.IsType<ForecastDecision.Skip>(forecast.Decision).Reason);
    }

    [Fact]
    public void Cells_of_another_taxonomy_are_refused()
    {
        var node = JsonNode.Parse(BundleFixture.Bundle().ToJson())!;
        node["models"]!["options"]!["taxonomy"] = "Marginal";
        Assert.Contains("there should be null", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(node.ToJsonString())).Message, StringComparison.Ordinal);
    }
}
