namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class OutcomeConversionTests
{
    private readonly World _world = new();

    [Fact]
    public void A_pair_is_split_and_merged()
    {
        var trader = _world.Trader("splits", 100);
        Do(trader, """{"splitOutcome":{"outcome":1,"amount":"40"}}""");
        Assert.Equal((60, 40, 40), (trader.Balance("USDC").Total, trader.Balance("+10").Total, trader.Balance("+11").Total));
        Do(trader, """{"mergeOutcome":{"outcome":1,"amount":"10"}}""");
        Do(trader, """{"mergeOutcome":{"outcome":1,"amount":null}}""");
        Assert.Equal((100, 0, 0), (trader.Balance("USDC").Total, trader.Balance("+10").Total, trader.Balance("+11").Total));
        _world.AssertConserved();
    }

    [Fact]
    public void No_of_one_is_yes_of_all_others()
    {
        var trader = _world.Trader("negates", 100);
        Do(trader, """{"splitOutcome":{"outcome":3,"amount":"40"}}""");
        Do(trader, """{"negateOutcome":{"question":1,"outcome":3,"amount":"40"}}""");
        Assert.Equal((40, 40, 40, 0), (trader.Balance("+30").Total, trader.Balance("+40").Total, trader.Balance("+50").Total, trader.Balance("+31").Total));
        _world.AssertConserved();
        Do(trader, """{"mergeQuestion":{"question":1,"amount":null}}""");
        Assert.Equal((100, 0), (trader.Balance("USDC").Total, trader.Balance("+40").Total));
        _world.AssertConserved();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_wins_all_is_paid_and_nothing_is_left(int winner)
    {
        var (a, b) = (_world.Trader("all a", 1_000), _world.Trader("all b", 1_000));
        foreach (var outcome in (int[])[3, 4, 5]) Do(a, $$$"""{"splitOutcome":{"outcome":{{{Trader.Text((long)outcome)}}},"amount":"100"}}""");

        // The no of three outcomes against a merge of their yes: the excess of the question is negative, then positive.
        Do(a, """{"mergeQuestion":{"question":1,"amount":"70"}}""");
        Do(b, """{"splitOutcome":{"outcome":4,"amount":"30"}}""");
        Do(b, """{"negateOutcome":{"question":1,"outcome":4,"amount":"25.5"}}""");
        Do(a, """{"negateOutcome":{"question":1,"outcome":5,"amount":"90"}}""");
        _world.AssertConserved();

        foreach (var outcome in (int[])[3, 4, 5])
        {
            _world.Admin.SettleOutcome(outcome, outcome == winner ? 1 : 0);
            _world.AssertConserved();
        }

        Assert.Equal(0, _world.Admin.Totals().Questions[1].Escrow);
        Assert.All(_world.Admin.Totals().Outcomes.Values.Where((_, i) => i > 1), o => Assert.Equal(new OutcomeSupply(0, 0, 0), o));
        Assert.Equal(2_000, a.Balance("USDC").Total + b.Balance("USDC").Total);
    }

    [Theory]
    [InlineData("""{"splitOutcome":{"outcome":99,"amount":"1"}}""", "Invalid outcome 99")]
    [InlineData("""{"splitOutcome":{"outcome":1,"amount":"0"}}""", "Invalid amount 0")]
    [InlineData("""{"splitOutcome":{"outcome":1,"amount":"101"}}""", "Insufficient balance for token transfer.")]
    [InlineData("""{"mergeOutcome":{"outcome":1,"amount":"1"}}""", "Insufficient balance for token transfer.")]
    [InlineData("""{"mergeQuestion":{"question":2,"amount":"1"}}""", "Invalid question 2")]
    [InlineData("""{"negateOutcome":{"question":1,"outcome":1,"amount":"1"}}""", "Invalid outcome 1")]
    public void What_cannot_be_is_refused(string variant, string error) =>
        Assert.Equal(error, _world.Trader("cannot", 100).Refused(Json(variant)));

    private static void Do(Trader trader, string variant) => Assert.Equal("ok", trader.Send(Json(variant)).GetProperty("status").GetString());

    private static string Json(string variant) => $"{{\"type\":\"userOutcome\",{variant[1..]}";
}
