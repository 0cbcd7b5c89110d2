using System.Net;
using System.Net.Http.Headers;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What is known when the way to the venue or back fails: before a byte has left nothing was sent, after that anything may be.</summary>
public sealed class ExchangeDeliveryTests
{
    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };

    [Fact]
    public async Task Cancelled_before_anything_it_throws_and_asks_nobody()
    {
        using var venue = new TestVenue();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => venue.Account.Orders.PlaceAsync(Buy, cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => venue.Account.SubmitAsync(new NoopAction(), cancellationToken: cancelled));

        Assert.Empty(venue.Info.Requests);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Cancelled_while_connecting_it_throws()
    {
        using var venue = new TestVenue();
        using var cancel = new CancellationTokenSource();
        venue.Exchange.BeforeSend = async token =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => venue.Account.Orders.PlaceAsync(Buy, cancellationToken: cancel.Token));

        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task No_connection_throws_and_may_be_tried_again()
    {
        using var venue = new TestVenue();
        venue.Exchange.BeforeSend = _ => throw new HttpRequestException("Connection refused");

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Account.Orders.PlaceAsync(Buy));

        Assert.False(exception.MayHaveExecuted);
        Assert.True(exception.IsTransient);
        Assert.Contains("before it was sent", exception.Message);
    }

    [Fact]
    public async Task Cancelled_after_the_bytes_left_the_result_is_unknown()
    {
        using var venue = new TestVenue();
        using var cancel = new CancellationTokenSource();
        venue.Exchange.Reply = async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        };

        var result = await venue.Account.Orders.PlaceAsync(Buy, cancellationToken: cancel.Token);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.True(result.Failure!.MayHaveExecuted);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Cancelled_after_the_bytes_left_an_action_throws_that_it_may_have_executed()
    {
        using var venue = new TestVenue();
        using var cancel = new CancellationTokenSource();
        venue.Exchange.Reply = async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        };

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Account.Positions.UpdateLeverageAsync("BTC", 2, cancellationToken: cancel.Token));

        Assert.True(exception.MayHaveExecuted);
        Assert.False(exception.IsTransient);
        Assert.IsAssignableFrom<OperationCanceledException>(exception.InnerException);
    }

    [Fact]
    public async Task Time_runs_out_on_the_clock_of_the_options()
    {
        using var venue = new TestVenue(o => o.ExchangeTimeout = TimeSpan.FromSeconds(7));
        var sent = new TaskCompletionSource();
        venue.Exchange.Reply = async (_, token) =>
        {
            sent.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return null!;
        };

        var placing = venue.Account.Orders.PlaceAsync(Buy);
        await sent.Task;
        venue.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(placing.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(0.2));
        var result = await placing;

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Contains("7 s", result.Failure!.Message);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_connection_lost_before_the_answer_leaves_it_unknown()
    {
        using var venue = new TestVenue();
        venue.Exchange.Reply = (_, _) => throw new HttpRequestException("Connection reset");

        var result = await venue.Account.Orders.PlaceAsync(Buy);
        var canceled = await venue.Account.Orders.CancelAsync("BTC", 1);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Equal(CancelResultStatus.Unknown, canceled.Status);
        Assert.Equal(2, venue.Exchange.Requests.Count);
    }

    [Fact]
    public async Task A_connection_lost_within_the_answer_leaves_it_unknown()
    {
        using var venue = new TestVenue();
        venue.Exchange.Reply = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new BrokenContent() });

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Signed_bytes_are_not_given_out_twice()
    {
        using var twice = new ReadTwiceHandler();
        using var venue = new TestVenue(o => o.ExchangeHandler = twice);

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(1, twice.Copies);
        Assert.Equal(OrderResultStatus.Unknown, result.Status);
    }

    private sealed class BrokenContent : HttpContent
    {
        public BrokenContent() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        protected override Task<Stream> CreateContentReadStreamAsync() => throw new IOException("The connection was reset.");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException("The connection was reset.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class ReadTwiceHandler : HttpMessageHandler
    {
        public int Copies { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var i = 0; i < 2; i++)
            {
                using var wire = new MemoryStream();
                await request.Content!.CopyToAsync(wire, cancellationToken);
                Copies++;
            }

            return InfoStub.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":1}}]}}}""");
        }
    }
}
