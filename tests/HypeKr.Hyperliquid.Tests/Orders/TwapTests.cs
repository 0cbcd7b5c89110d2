namespace HypeKr.Hyperliquid.Tests;

public sealed class TwapTests
{
    private static readonly TwapRequest Order = new() { Coin = "BTC", Side = OrderSide.Buy, Size = new(0.5m), Duration = TimeSpan.FromMinutes(30) };

    [Fact]
    public async Task A_twap_runs_and_is_ended_by_its_id()
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"running":{"twapId":77738308}}}}}""");
        var result = await venue.Account.Orders.PlaceTwapAsync(Order with
        {
            Randomize = true,
            ReduceOnly = true,
            Conditions = new TwapConditions { Trigger = new TwapTriggerTerms(new Price(58_000), above: false), StopPrice = new Price(62_000) },
        });

        venue.Exchange.Answer("""{"status":"ok","response":{"type":"twapCancel","data":{"status":"success"}}}""");
        var ended = await venue.Account.Orders.CancelTwapAsync("BTC", result.TwapId!.Value);

        Assert.Equal((TwapResultStatus.Running, 77738308L, "Running, id 77738308"), (result.Status, result.TwapId, result.ToString()));
        Assert.Same(result, result.EnsureAccepted());
        Assert.Equal((CancelResultStatus.Canceled, "BTC", 77738308L), (ended.Status, ended.Coin, ended.Target.OrderId));
        Assert.Equal(
            ["""{"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.5","r":true,"m":30,"t":true},"details":{"t":{"p":"58000","a":false},"s":"62000"}}""", """{"type":"twapCancel","a":0,"t":77738308}"""],
            venue.Exchange.Requests.Select(r => r.GetProperty("action").GetRawText()));
    }

    [Fact]
    public async Task Without_conditions_nothing_is_said_of_them()
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"running":{"twapId":1}}}}}""");

        await venue.Account.Orders.PlaceTwapAsync(Order);
        await venue.Account.Orders.PlaceTwapAsync(Order with { Conditions = new TwapConditions() });

        Assert.False(venue.Exchange.Requests[0].GetProperty("action").TryGetProperty("details", out _));
        Assert.Equal("""{"t":null,"s":null}""", venue.Exchange.Requests[1].GetProperty("action").GetProperty("details").GetRawText());
    }

    [Theory]
    [InlineData("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"error":"Invalid TWAP duration: 1 min(s)"}}}}""", TwapResultStatus.Rejected, RejectionKind.TwapDuration)]
    [InlineData("""{"status":"err","response":"Insufficient margin to place order."}""", TwapResultStatus.Rejected, RejectionKind.PerpMargin)]
    [InlineData("""{"status":"err","response":"Action already expired"}""", TwapResultStatus.Unknown, RejectionKind.Expired)]
    [InlineData("""{"status":"err","response":"Invalid nonce: duplicate nonce 5"}""", TwapResultStatus.Unknown, null)]
    [InlineData("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"error":"Invalid nonce: duplicate nonce 5"}}}}""", TwapResultStatus.Unknown, null)]
    [InlineData("""{"status":"ok","response":{"type":"twapOrder","data":{"status":"later"}}}""", TwapResultStatus.Unknown, null)]
    [InlineData("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"running":{"twapId":"one"}}}}}""", TwapResultStatus.Unknown, null)]
    [InlineData("""{"status":"ok","response":{"type":"twapOrder"}}""", TwapResultStatus.Unknown, null)]
    [InlineData("<html>", TwapResultStatus.Unknown, null)]
    public async Task Any_other_answer_is_a_refusal_or_unknown(string answer, TwapResultStatus status, RejectionKind? kind)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer);

        var result = await venue.Account.Orders.PlaceTwapAsync(Order);

        Assert.Equal((status, kind, null), (result.Status, result.Rejection?.Kind, result.TwapId));
        Assert.Equal(status == TwapResultStatus.Unknown && kind is null, result.Failure is not null);
        var exception = Assert.ThrowsAny<HyperliquidException>(() => result.EnsureAccepted());
        Assert.Equal(status == TwapResultStatus.Unknown, exception.MayHaveExecuted);
    }

    [Theory]
    [InlineData("""{"status":"ok","response":{"type":"twapCancel","data":{"status":{"error":"TWAP was never placed, already canceled, or filled."}}}}""", CancelResultStatus.Rejected)]
    [InlineData("""{"status":"err","response":"Unable to recover signer."}""", CancelResultStatus.Rejected)]
    [InlineData("""{"status":"ok","response":{"type":"twapCancel","data":{"status":{"odd":1}}}}""", CancelResultStatus.Unknown)]
    [InlineData("""{"status":"ok","response":{"type":"default"}}""", CancelResultStatus.Unknown)]
    public async Task Ending_one_that_is_not_there_is_a_result(string answer, CancelResultStatus status)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer);

        var result = await venue.Account.Orders.CancelTwapAsync("BTC", 5);

        Assert.Equal(status, result.Status);
        Assert.ThrowsAny<HyperliquidException>(() => result.EnsureAccepted());
    }

    [Theory]
    [InlineData(0, 4, 0)]
    [InlineData(0, 5, 1)]
    [InlineData(7, 0, 60)]
    [InlineData(0, -5, 0)]
    [InlineData(100_000, 0, 0)]
    public async Task A_duration_is_whole_minutes_from_five_to_a_week(int days, int minutes, int seconds)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceTwapAsync(Order with { Duration = new TimeSpan(days, 0, minutes, seconds) }));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Sizes_and_prices_are_checked_against_the_grid()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceTwapAsync(Order with { Size = new(0.000001m) }));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceTwapAsync(Order with { Size = OrderSize.WholePosition, ReduceOnly = true }));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceTwapAsync(Order with { Conditions = new() { StopPrice = new(62_000.5m) } }));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceTwapAsync(Order with { Conditions = new() { Trigger = new(new Price(62_000.5m), true) } }));
        Assert.Throws<InvalidOrderException>(() => new TwapTriggerTerms(default, true));
        Assert.Throws<InvalidOrderException>(() => new TwapConditions { StopPrice = default(Price) });
        var few = Assert.Throws<InvalidOrderException>(() => new TwapTerms(new(0), OrderSide.Buy, new(1), 4));
        Assert.Equal(((decimal?)4, null, (decimal?)5), (few.Value, few.NearestBelow, few.NearestAbove));
        Assert.Equal(10_080, Assert.Throws<InvalidOrderException>(() => new TwapTerms(new(0), OrderSide.Buy, new(1), 10_081)).NearestBelow);
        Assert.Empty(venue.Exchange.Requests);
    }
}
