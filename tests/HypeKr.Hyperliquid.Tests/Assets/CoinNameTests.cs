namespace HypeKr.Hyperliquid.Tests;

public sealed class CoinNameTests
{
    [Theory]
    [InlineData("BTC")]
    [InlineData("kPEPE")]
    [InlineData("0G")]
    [InlineData("PURR/USDC")]
    [InlineData("@107")]
    [InlineData("xyz:GOLD")]
    [InlineData("#1230")]
    [InlineData("+1230")]
    public void Coins_of_the_venue_pass(string coin) => CoinName.Check(coin);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("BTC ")]
    [InlineData("BT C")]
    [InlineData("@")]
    [InlineData("@1a")]
    [InlineData("#-1")]
    [InlineData("+")]
    [InlineData("/USDC")]
    [InlineData("PURR/")]
    [InlineData(":GOLD")]
    [InlineData("xyz:")]
    [InlineData("a/b/c")]
    [InlineData("a:b:c")]
    [InlineData("a:b/c")]
    [InlineData("ＢＴＣ")]
    [InlineData("BTC\n")]
    [InlineData("BTC\0")]
    [InlineData("\"},\"type\":\"meta")]
    [InlineData("../exchange")]
    [InlineData("ΒΤC")]
    public void Anything_else_is_refused(string coin)
    {
        Assert.False(CoinName.IsValid(coin));
        var refusal = Assert.Throws<UnknownCoinException>(() => CoinName.Check(coin));
        Assert.Equal(coin, refusal.Coin);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Length_is_limited()
    {
        CoinName.Check(new string('A', 40));
        var refusal = Assert.Throws<UnknownCoinException>(() => CoinName.Check(new string('A', 100_000)));
        Assert.True(refusal.Message.Length < 300);
        Assert.Throws<ArgumentNullException>(() => CoinName.Check(null!));
    }
}
