namespace HypeKr.Hyperliquid.Tests;

public sealed class EnsureAcceptedTests
{
    private static readonly OrderRequest Buy = OrderRequest.Buy("BTC", new OrderSize(0.001m)).Limit(new Price(59_000));

    [Fact]
    public async Task A_refused_order_throws_its_refusal()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"error":"Insufficient margin to place order. asset=0"}""");

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        var exception = Assert.Throws<ActionRejectedException>(() => result.EnsureAccepted());
        Assert.Equal((RejectionKind.PerpMargin, false), (exception.Kind, exception.MayHaveExecuted));
        Assert.Equal("The venue refused the order for 'BTC': Insufficient margin to place order. asset=0", exception.Message);
        Assert.Equal(new AssetId(0), exception.Rejection.Asset);
        Assert.Same(result.Rejection, exception.Rejection);
    }

    [Fact]
    public async Task Every_other_fact_is_accepted()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", """{"filled":{"totalSz":"0.0005","avgPx":"58999.5","oid":12}}""", """{"filled":{"totalSz":"0.001","avgPx":"58999.5","oid":12}}""", "\"waitingForFill\"", "\"waitingForTrigger\"");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Buy, Buy, Buy, Buy]);

        Assert.Same(results, results.EnsureAccepted());
        Assert.All(results, result => Assert.Same(result, result.EnsureAccepted()));
    }

    [Fact]
    public async Task An_unknown_fate_goes_before_a_refusal()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"error":"Order has zero size."}""", """{"something":"new"}""");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Buy]);

        Assert.Equal([false, false], results.Select(r => r.IsAccepted));
        Assert.True(Assert.Throws<ResponseFormatException>(() => results.EnsureAccepted()).MayHaveExecuted);
    }

    [Theory]
    [InlineData("Invalid nonce: duplicate nonce 1700000000000", 1700000000000)]
    [InlineData("L1 error: invalid nonce: DUPLICATE nonce 5.", null)]
    [InlineData("Invalid nonce: duplicate nonce", null)]
    public async Task A_nonce_that_was_taken_is_no_refusal(string text, long? nonce)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError(text);

        var order = await venue.Account.Orders.PlaceAsync(Buy);
        var cancel = await venue.Account.Orders.CancelAsync("BTC", 5);
        var exception = await Assert.ThrowsAsync<NonceTakenException>(() => venue.Account.SubmitAsync(new NoopAction()));

        Assert.Equal((OrderResultStatus.Unknown, null, null), (order.Status, order.Rejection, order.FilledSize));
        Assert.Equal((CancelResultStatus.Unknown, null), (cancel.Status, cancel.Rejection));
        Assert.Equal((nonce, text, true), (exception.Nonce, exception.Text, exception.MayHaveExecuted));
        Assert.IsType<NonceTakenException>(order.Failure);
        Assert.Same(order.Failure, Assert.Throws<NonceTakenException>(() => order.EnsureAccepted()));
        Assert.Same(cancel.Failure, Assert.Throws<NonceTakenException>(() => cancel.EnsureAccepted()));
    }

    [Fact]
    public async Task Nor_is_one_in_the_place_of_a_single_order()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", """{"error":"Invalid nonce: duplicate nonce 5"}""");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Buy]);

        Assert.Equal((OrderResultStatus.Resting, OrderResultStatus.Unknown), (results[0].Status, results[1].Status));
        Assert.Equal(5, Assert.IsType<NonceTakenException>(results[1].Failure).Nonce);

        venue.Exchange.AnswerStatuses("""{"error":"Invalid nonce: duplicate nonce 5"}""");
        Assert.IsType<NonceTakenException>((await venue.Account.Orders.CancelAsync("BTC", 5)).Failure);
    }
}
