using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class HandlerTests
{
    private readonly World _world = new();

    [Fact]
    public async Task A_client_needs_no_socket()
    {
        using var client = new HttpClient(_world.Emulator.CreateHandler());
        using var reply = await client.PostAsync(_world.Emulator.Network.InfoAddress, Json("""{"type":"exchangeStatus"}"""));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.MediaType);
        Assert.Contains("specialStatuses", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var order = await client.PostAsync(_world.Emulator.Network.ExchangeAddress, Json(_world.Trader("socketless").Sign(Trader.OrderJson(0, true, "99000", "0.01"))));
        Assert.Contains("resting", await order.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_have_their_status_and_type()
    {
        using var client = new HttpClient(_world.Emulator.CreateHandler()) { BaseAddress = new Uri("http://anything.example/") };
        using var shape = await client.PostAsync("exchange", Json("{}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shape.StatusCode);
        Assert.Equal(MediaTypeHeaderValue.Parse("text/plain; charset=utf-8"), shape.Content.Headers.ContentType);
        using var path = await client.PostAsync("ws", Json("{}"));
        Assert.Equal(HttpStatusCode.NotFound, path.StatusCode);
        using var method = await client.GetAsync("info");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [Fact]
    public void The_network_signs_as_testnet()
    {
        Assert.Equal(HyperliquidChain.Testnet, _world.Emulator.Network.Chain);
        Assert.False(_world.Emulator.Network.IsMainnet);
    }

    [Fact]
    public async Task A_cancelled_request_does_nothing()
    {
        var body = Encoding.UTF8.GetBytes(_world.Trader("cancelled").Sign(Trader.OrderJson(0, true, "99000", "0.01")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _world.Emulator.HandleAsync("/exchange", body, new CancellationToken(canceled: true)));
        Assert.Equal(0, _world.Depth("BTC", bid: true));
    }

    [Fact]
    public async Task Many_may_talk_at_once()
    {
        var traders = Enumerable.Range(0, 4).Select(i => _world.Trader($"at once {i}")).ToArray();
        using var client = new HttpClient(_world.Emulator.CreateHandler());
        await Task.WhenAll(traders.Select((trader, who) => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                using var reply = await client.PostAsync(_world.Emulator.Network.ExchangeAddress, Json(trader.Sign(Trader.OrderJson(1, (who + i) % 2 == 0, "4000", "0.1"))));
                Assert.Contains("\"status\":\"ok\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                using var read = await client.PostAsync(_world.Emulator.Network.InfoAddress, Json("""{"type":"l2Book","coin":"ETH"}"""));
                Assert.Equal(HttpStatusCode.OK, read.StatusCode);
                _world.AssertConserved();
            }
        })));
        _world.AssertConserved();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
