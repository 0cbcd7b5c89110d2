using System.Net;
using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The five places where the venue puts errors, and answers that are none.</summary>
public sealed class ExchangeErrorTests
{
    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };
    private static readonly OrderRequest Sell = new() { Coin = "ETH", Side = OrderSide.Sell, Price = new(2600.5m), Size = new(0.5m) };

    [Fact]
    public async Task Http_422_is_a_refusal()
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("Failed to deserialize the JSON body into the target type", HttpStatusCode.UnprocessableEntity);

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Rejected, result.Status);
        Assert.Equal(RejectionKind.Malformed, result.Rejection!.Kind);
        Assert.Contains("target type", result.Rejection.Text);
        Assert.Single(venue.Exchange.Requests);
        await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"code":-1,"msg":"bad","data":null}""")]
    [InlineData(HttpStatusCode.TooManyRequests, "")]
    [InlineData(HttpStatusCode.InternalServerError, "null")]
    [InlineData(HttpStatusCode.BadGateway, "<html><body>502 Bad Gateway</body></html>")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "down")]
    [InlineData(HttpStatusCode.GatewayTimeout, "")]
    [InlineData(HttpStatusCode.Found, "")]
    public async Task Any_other_http_status_proves_nothing(HttpStatusCode status, string body)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(body, status);

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Null(result.FilledSize);
        var failure = Assert.IsType<TransportException>(result.Failure);
        Assert.True(failure.MayHaveExecuted);
        Assert.False(failure.IsTransient);
        Assert.Equal((int)status, failure.StatusCode);
        Assert.Equal(body, failure.Body);
        Assert.Single(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"stat""")]
    [InlineData("""{"status":"pending","response":{"type":"order"}}""")]
    [InlineData("""{"status":1,"response":{}}""")]
    [InlineData("""{"status":"err","response":{"type":"order"}}""")]
    [InlineData("""{"status":"err","response":null}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":"ok","response":"later"}""")]
    [InlineData("""{"status":"ok","response":{"type":"order"}}""")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":[]}}}""")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"queued":{"oid":1}}]}}}""")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":["parked"]}}}""")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"filled":{"totalSz":"much","avgPx":"1","oid":1}}]}}}""")]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{}}]}}}""")]
    public async Task An_unreadable_answer_proves_nothing(string body)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(body);

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.False(result.IsKnown);
        Assert.True(Assert.IsType<ResponseFormatException>(result.Failure).MayHaveExecuted);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_error_for_the_action_counts_for_every_order()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError("Insufficient margin to place order. asset=0");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Sell]);

        Assert.Equal(2, results.Count);
        Assert.All(results, r => Assert.Equal((OrderResultStatus.Rejected, RejectionKind.PerpMargin, 0m), (r.Status, r.Rejection!.Kind, r.FilledSize!.Value)));
        Assert.Equal([Buy, Sell], results.Select(r => r.Request with { Cloid = null }));
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_error_for_one_order_leaves_the_others_alone()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"error":"Order must have minimum value of $10. asset=0"}""", """{"resting":{"oid":7,"cloid":"0x00000000000000000000000000000001"}}""");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Sell]);

        Assert.Equal((OrderResultStatus.Rejected, RejectionKind.MinTradeNotional), (results[0].Status, results[0].Rejection!.Kind));
        Assert.Equal((OrderResultStatus.Resting, 7L), (results[1].Status, results[1].OrderId!.Value));
        Assert.Null(results[1].FilledSize);
    }

    [Theory]
    [InlineData("Price must be divisible by tick size.", RejectionKind.Tick)]
    [InlineData("Order must have minimum value of $10. asset=0", RejectionKind.MinTradeNotional)]
    [InlineData("Order has invalid price.", RejectionKind.InvalidPrice)]
    [InlineData("Order has invalid size.", RejectionKind.InvalidSize)]
    [InlineData("Order has zero size.", RejectionKind.ZeroSize)]
    public async Task One_error_of_a_check_before_the_batch_counts_for_all(string text, RejectionKind kind)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses($$"""{"error":"{{text}}"}""");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Sell, Buy]);

        Assert.Equal(3, results.Count);
        Assert.All(results, r => Assert.Equal((OrderResultStatus.Rejected, kind), (r.Status, r.Rejection!.Kind)));
    }

    [Theory]
    [InlineData("Insufficient margin to place order. asset=0")]
    [InlineData("Order could not immediately match against any resting orders. asset=0")]
    [InlineData("Reduce only order would increase position. asset=0")]
    [InlineData("Order was never placed, already canceled, or filled. asset=0")]
    [InlineData("Invalid TP/SL price. asset=0")]
    [InlineData("Words of another version")]
    [InlineData("")]
    public async Task One_error_for_several_counts_for_each(string text)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses($$"""{"error":"{{text}}"}""");
        venue.Info.Answer("openOrders", """[{"coin":"BTC","side":"B","limitPx":"59000.0","sz":"0.001","oid":5,"timestamp":1},{"coin":"BTC","side":"A","limitPx":"61000.0","sz":"0.001","oid":6,"timestamp":2}]""");

        var placed = await venue.Account.Orders.PlaceAsync([Buy, Sell]);
        var cancelled = await venue.Account.Orders.CancelAsync(await venue.Account.User.GetOpenOrdersAsync());

        Assert.Equal([OrderResultStatus.Rejected, OrderResultStatus.Rejected], placed.Select(r => r.Status));
        Assert.All(placed, r => Assert.Equal(text, r.Rejection!.Text));
        Assert.Equal([CancelResultStatus.Rejected, CancelResultStatus.Rejected], cancelled.Select(r => r.Status));
        Assert.Equal(OrderResultStatus.Rejected, (await venue.Account.Orders.PlaceAsync(Buy)).Status);
    }

    [Theory]
    [InlineData("""{"resting":{"oid":7}}""")]
    [InlineData("""{"resting":{"oid":7}},{"resting":{"oid":8}},{"resting":{"oid":9}}""")]
    public async Task Another_number_of_statuses_proves_nothing(string statuses)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses(statuses);

        var results = await venue.Account.Orders.PlaceAsync([Buy, Sell]);

        Assert.All(results, r => Assert.Equal(OrderResultStatus.Unknown, r.Status));
    }

    [Fact]
    public async Task The_status_of_a_twap_stays_in_the_answer()
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"error":"Invalid TWAP duration: 1 min(s)"}}}}""");

        var response = await venue.Account.SubmitAsync(RawAction.Parse("""{"type":"twapOrder","twap":{"a":0,"b":true,"s":"1","r":false,"m":1,"t":false}}"""));

        Assert.Equal("twapOrder", response.Type);
        Assert.Equal("Invalid TWAP duration: 1 min(s)", response.Data!.Value.GetProperty("status").GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("Invalid nonce: nonce too low 1 < 2", RejectionKind.NonceTooLow)]
    [InlineData("Action already expired", RejectionKind.Expired)]
    public async Task Words_about_nonce_or_expiry_prove_nothing(string text, RejectionKind kind)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError(text);

        var result = await venue.Account.Orders.PlaceAsync(Buy);
        var exception = await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));

        Assert.Equal((OrderResultStatus.Unknown, kind), (result.Status, result.Rejection!.Kind));
        Assert.Null(result.FilledSize);
        Assert.True(exception.MayHaveExecuted);
    }

    [Fact]
    public async Task A_refused_action_throws_with_the_kind_and_the_words()
    {
        using var venue = new TestVenue();
        var recovered = TestVenue.AddressOf("recovered");
        venue.Exchange.AnswerError($"User or API Wallet {recovered.ToLowerHex()} does not exist.");

        var exception = await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.Positions.UpdateLeverageAsync("BTC", 5));

        Assert.Equal(RejectionKind.UnknownSigner, exception.Kind);
        Assert.Contains(recovered.ToLowerHex(), exception.Rejection.Text);
        Assert.DoesNotContain(recovered.ToLowerHex(), exception.ToString());
        Assert.Contains(venue.Signer.Address.Fingerprint, exception.Message);
        Assert.False(exception.MayHaveExecuted);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task The_address_budget_is_transient()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError("Too many cumulative requests sent (10001 > 10000) for cumulative volume traded $0.");

        var exception = await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));

        Assert.True(exception.IsTransient);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_long_answer_is_cut_in_the_exception_and_its_address_left_out_of_the_message()
    {
        using var venue = new TestVenue();
        var address = TestVenue.AddressOf("somebody").ToLowerHex();
        venue.Exchange.Reply = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(address + new string('x', 100_000))) });

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Account.SubmitAsync(new NoopAction()));

        Assert.Equal(4096, exception.Body!.Length);
        Assert.DoesNotContain(address, exception.Message);
        Assert.True(exception.Message.Length < 400);
    }
}
