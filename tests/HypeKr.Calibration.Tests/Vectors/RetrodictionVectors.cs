using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>Real forecasts and prices without outcomes: blends and edges. The log-odds mean of the file belongs to aggregation, which is not in this package.</summary>
[Trait("Category", "Vectors")]
public sealed class RetrodictionVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    [VectorFact("calibration/retrodiction.json")]
    public void Retrodiction() => VectorFile.Open("calibration/retrodiction.json").Run(output, ("cases", CheckForecast), ("scan_prices", CheckPrice));

    private static void CheckForecast(JsonElement @case)
    {
        var (forecast, market, expected) = (@case.GetProperty("our_probability").GetDouble(), @case.GetProperty("market_price").GetDouble(), @case.GetProperty("expected"));
        Json.Close(expected.GetProperty("blend_alpha_0.3").GetDouble(), MarketShrinkage.Blend(0.3, forecast, market), Tolerance, "blend_alpha_0.3");
        Json.Close(expected.GetProperty("blend_alpha_0.5").GetDouble(), MarketShrinkage.Blend(0.5, forecast, market), Tolerance, "blend_alpha_0.5");

        // Without spread and fee the edge of YES is forecast minus price, and that of NO its opposite.
        var quote = new MarketQuote(@case.GetProperty("market_price").GetDecimal(), @case.GetProperty("market_price").GetDecimal());
        var edge = (double)quote.EdgeOf(ContractSide.Yes, forecast);
        Json.Close(expected.GetProperty("signed_edge").GetDouble(), edge, Tolerance, "signed_edge");
        Json.Close(expected.GetProperty("edge_bps").GetDouble(), edge * 10_000, 1e-8, "edge_bps");
        Json.Close(-edge, (double)quote.EdgeOf(ContractSide.No, forecast), Tolerance, "edge of NO");
    }

    private static void CheckPrice(JsonElement @case)
    {
        var price = @case.GetProperty("yes_price").GetDecimal();
        var quote = new MarketQuote(price, price);
        Assert.Equal(price, quote.Mid);
        Assert.Equal(1, quote.CostOf(ContractSide.Yes) + quote.CostOf(ContractSide.No));
    }
}
