using System.Text.Json.Nodes;

namespace HypeKr.Calibration.Tests;

public sealed class ForecastJsonTests
{
    private static readonly CalibratorBundle Bundle = BundleFixture.Bundle();
    private static readonly MarketQuote Quote = new(0.55m, 0.57m, 0.01m, TimeSpan.FromSeconds(3));

    [Theory]
    [InlineData(0.9, "politics")]
    [InlineData(0.5, "weather")]
    [InlineData(0.999, "never seen")]
    public void Reloads_with_its_bundle(double raw, string category)
    {
        var forecast = Bundle.Calibrate(new RawProbability(raw), category, Quote);
        var reloaded = CalibratedForecast.FromJson(forecast.ToJson(), CalibratorBundle.FromJson(Bundle.ToJson()));
        Assert.Equal(
            (forecast.Raw, forecast.Category, forecast.Quote, forecast.Isotonic, forecast.Interval, forecast.Calibrated, forecast.Blended, forecast.Decision, forecast.BundleHash, forecast.Explanation),
            (reloaded.Raw, reloaded.Category, reloaded.Quote, reloaded.Isotonic, reloaded.Interval, reloaded.Calibrated, reloaded.Blended, reloaded.Decision, reloaded.BundleHash, reloaded.Explanation));
        Assert.Equal(forecast.ToJson(), reloaded.ToJson());
    }

    [Theory]
    [InlineData("isotonic", "0.5")]
    [InlineData("lower", "0.01")]
    [InlineData("upper", "0.99")]
    [InlineData("calibrated", "0.99")]
    [InlineData("alpha", "null")]
    [InlineData("market", "0.5")]
    [InlineData("blended", "0.99")]
    [InlineData("set", "\"{0, 1}\"")]
    [InlineData("decision", "\"buy NO\"")]
    [InlineData("raw", "0.8")]
    [InlineData("raw", "1.5")]
    [InlineData("category", "\"\"")]
    [InlineData("bundle", "\"0\"")]
    [InlineData("format", "\"other\"")]
    [InlineData("version", "2")]
    [InlineData("version", "\"1\"")]
    [InlineData("one more", "1")]
    public void A_number_that_its_bundle_does_not_give_is_refused(string member, string value)
    {
        var node = JsonNode.Parse(Bundle.Calibrate(new RawProbability(0.9), "politics", Quote).ToJson())!;
        node[member] = JsonNode.Parse(value);
        Assert.Throws<BundleFormatException>(() => CalibratedForecast.FromJson(node.ToJsonString(), Bundle));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("0.7")]
    public void Text_that_is_no_forecast_is_refused(string text) => Assert.Throws<BundleFormatException>(() => CalibratedForecast.FromJson(text, Bundle));

    [Fact]
    public void Another_bundle_does_not_reload_it()
    {
        var json = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote).ToJson();
        Assert.Contains("was made by the bundle", Assert.Throws<BundleFormatException>(() => CalibratedForecast.FromJson(json, BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.2m }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_coherent_forecast_is_not_saved_alone()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        Assert.Throws<InvalidOperationException>(() => Coherence.Of([forecast, forecast])[0].ToJson());
    }
}
