using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class LedgerDeltaTests
{
    [Fact]
    public void A_kind_that_is_known_is_told_wherever_its_word_stands()
    {
        var update = Read("""{"usdc":"5.50","toPerp":true,"type":"accountClassTransfer","more":[1]}""");

        var delta = Assert.IsType<AccountClassTransferDelta>(update.Delta);
        Assert.Equal((5.5m, true), (delta.Usdc, delta.ToPerp));
        Assert.Equal(LedgerDeltaKind.AccountClassTransfer, delta.Kind);
        Assert.Equal("[1]", Assert.Single(delta.OtherMembers!).Value.GetRawText());
    }

    [Fact]
    public void A_kind_that_is_not_known_keeps_all_it_has()
    {
        var update = Read("""{"type":"moonTransfer","usdc":"1.0","deep":{"a":[null]}}""");

        var delta = Assert.IsType<UnknownLedgerDelta>(update.Delta);
        Assert.Equal("moonTransfer", delta.Kind.Value);
        Assert.Equal(["usdc", "deep"], delta.OtherMembers!.Keys);
        Assert.Equal("""{"type":"moonTransfer","usdc":"1.0","deep":{"a":[null]}}""", JsonSerializer.SerializeToElement(update, HyperliquidJsonContext.Default.LedgerUpdate).GetProperty("delta").GetRawText());
    }

    [Fact]
    public void Every_known_kind_has_a_class_of_its_own()
    {
        var kinds = typeof(LedgerDeltaKind).GetProperties().Where(p => p.PropertyType == typeof(LedgerDeltaKind)).Select(p => (LedgerDeltaKind)p.GetValue(null)!).ToList();

        Assert.Equal(19, kinds.Count);
        var classes = kinds.Select(kind => Read($$"""{"type":"{{kind}}","usdc":"1.0","amount":"1.0"}""").Delta!).ToList();
        Assert.Equal(kinds, classes.Select(delta => delta.Kind));
        Assert.Equal(19, classes.Where(delta => delta is not UnknownLedgerDelta).Select(delta => delta.GetType()).Distinct().Count());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"deposit"}""")]
    [InlineData("""{"type":"deposit","usdc":"much"}""")]
    public void Anything_else_is_refused(string delta) => Assert.Throws<JsonException>(() => Read(delta));

    private static LedgerUpdate Read(string delta) => JsonSerializer.Deserialize($$"""{"time":1,"hash":"0x00","delta":{{delta}}}""", HyperliquidJsonContext.Default.LedgerUpdate)!;
}
