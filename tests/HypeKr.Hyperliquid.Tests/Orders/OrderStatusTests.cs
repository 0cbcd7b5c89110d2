namespace HypeKr.Hyperliquid.Tests;

public sealed class OrderStatusTests
{
    /// <summary>The 32 words of the wire specification, 6.3.</summary>
    private static readonly string[] Words = """
        open, filled, canceled, triggered, rejected, marginCanceled, vaultWithdrawalCanceled, openInterestCapCanceled, selfTradeCanceled, reduceOnlyCanceled, siblingFilledCanceled,
        delistedCanceled, liquidatedCanceled, outcomeSettledCanceled, scheduledCancel, internalCancel, tickRejected, minTradeNtlRejected, perpMarginRejected, reduceOnlyRejected,
        badAloPxRejected, iocCancelRejected, badTriggerPxRejected, marketOrderNoLiquidityRejected, positionIncreaseAtOpenInterestCapRejected, positionFlipAtOpenInterestCapRejected,
        tooAggressiveAtOpenInterestCapRejected, openInterestIncreaseRejected, insufficientSpotBalanceRejected, oracleRejected, perpMaxPositionRejected, tooManyOpenOrdersRejected
        """.Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Every_word_has_a_name_here_and_no_other_has()
    {
        var named = typeof(OrderStatus).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Select(p => (OrderStatus)p.GetValue(null)!).ToArray();

        Assert.Equal(32, Words.Length);
        Assert.Equal(Words.Order(StringComparer.Ordinal), named.Select(s => s.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_word_is_live_filled_cancelled_or_rejected()
    {
        foreach (var word in Words)
        {
            var status = new OrderStatus(word);
            Assert.Equal(word is not ("open" or "triggered"), status.IsTerminal);
            Assert.Equal(word is "canceled" or "scheduledCancel" or "internalCancel" || word.EndsWith("Canceled", StringComparison.Ordinal), status.IsCanceled);
            Assert.Equal(word is "rejected" || word.EndsWith("Rejected", StringComparison.Ordinal), status.IsRejected);
            Assert.Equal(1, (status.IsCanceled ? 1 : 0) + (status.IsRejected ? 1 : 0) + (word is "open" or "triggered" or "filled" ? 1 : 0));
        }
    }

    [Theory]
    [InlineData("surpriseCanceled", true, false, true)]
    [InlineData("surpriseCancel", true, false, true)]
    [InlineData("surpriseRejected", false, true, true)]
    [InlineData("surprise", false, false, true)]
    [InlineData("", false, false, false)]
    public void A_word_that_is_not_known_is_kept_and_told_by_its_ending(string word, bool canceled, bool rejected, bool terminal)
    {
        var status = new OrderStatus(word);

        Assert.Equal((word, canceled, rejected, terminal), (status.Value, status.IsCanceled, status.IsRejected, status.IsTerminal));
    }
}
