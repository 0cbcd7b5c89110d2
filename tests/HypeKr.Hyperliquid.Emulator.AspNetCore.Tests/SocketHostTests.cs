using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using HypeKr.Crypto;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore.Tests;

/// <summary>Sockets and faults over the loopback.</summary>
public sealed class SocketHostTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private HyperliquidEmulator _emulator = null!;
    private EmulatorHost _host = null!;

    public async Task InitializeAsync()
    {
        _emulator = new HyperliquidEmulator(new() { TimeProvider = _time, Streams = EmulatorStreamOptions.Unlimited });
        _host = await EmulatorHost.StartAsync(_emulator);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_client_subscribes_posts_and_hears()
    {
        using var key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash("socket host test"u8).ToArray());
        using var signer = new PrivateKeySigner(key);
        _emulator.Admin.Fund(key.Address, 100_000);
        using var client = new HyperliquidClient(new() { Network = _host.Network, TimeProvider = _time });
        var account = client.ForAccount(key.Address, signer);
        await using var trades = await client.Markets.SubscribeTradesAsync("BTC");
        await using var updates = await client.ForUser(key.Address).SubscribeOrderUpdatesAsync();
        await using var transactions = await client.Explorer.SubscribeTransactionsAsync();

        await account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(100_010), Size = new(0.02m), TimeInForce = TimeInForce.Ioc });

        Assert.Equal(0.02m, (await FirstAsync(trades)).Size);
        Assert.Equal(OrderStatus.Filled, (await FirstAsync(updates)).Status);
        var transaction = await FirstAsync(transactions);
        Assert.Equal(transaction.Hash, (await client.Explorer.GetUserTransactionsAsync(key.Address)).Single().Hash);
    }

    [Fact]
    public async Task A_thousand_sockets_that_say_nothing_cost_little_and_are_closed_in_time()
    {
        const int Many = 1000;
        var sockets = new List<ClientWebSocket>();
        try
        {
            await OpenAsync(20);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await OpenAsync(Many);
            var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Many;

            // Both ends live in this process.
            Assert.InRange(each, 0, 64 * 1024);
            Assert.Equal(Many + 20, _emulator.SocketCount);

            // Half a request each, or half a message: nobody else is held up.
            foreach (var socket in sockets.Take(100)) await socket.SendAsync("{\"method\":"u8.ToArray().AsMemory(), WebSocketMessageType.Text, endOfMessage: false, default);
            using var lorises = new Lorises();
            for (var i = 0; i < 200; i++) await lorises.AddAsync(_host.BaseAddress.Port);
            Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / (Many + 200), 0, 64 * 1024);
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(_host.Network.InfoAddress, new StringContent("""{"type":"exchangeStatus"}"""))).StatusCode);

            _time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(0, _emulator.SocketCount);
            var buffer = new byte[16];
            foreach (var socket in sockets) Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(buffer.AsMemory(), default).AsTask().WaitAsync(Guard)).MessageType);
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }

        async Task OpenAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new ClientWebSocket();
                socket.Options.KeepAliveInterval = TimeSpan.Zero;
                sockets.Add(socket);
                await socket.ConnectAsync(_host.Network.WebSocketAddress, default);
            }
        }
    }

    /// <summary>Connections that never come to the end of their request.</summary>
    private sealed class Lorises : IDisposable
    {
        private readonly List<TcpClient> _all = [];

        public async Task AddAsync(int port)
        {
            var loris = new TcpClient();
            _all.Add(loris);
            await loris.ConnectAsync(IPAddress.Loopback, port);
            await loris.GetStream().WriteAsync("POST /info HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        }

        public void Dispose() => _all.ForEach(l => l.Dispose());
    }

    [Fact]
    public async Task A_server_that_stops_lets_its_sockets_go()
    {
        using var socket = await ConnectAsync();
        await _host.DisposeAsync().AsTask().WaitAsync(Guard);
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(socket));
        Assert.Equal(0, _emulator.SocketCount);
        _host = await EmulatorHost.StartAsync(_emulator);
    }

    [Fact]
    public async Task The_venues_limits_count_by_address()
    {
        var emulator = new HyperliquidEmulator(new() { Streams = new() { MaxConnections = 1 } });
        await using var host = await EmulatorHost.StartAsync(emulator);
        using var first = new ClientWebSocket();
        await first.ConnectAsync(host.Network.WebSocketAddress, default);
        using var second = new ClientWebSocket();
        second.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(host.Network.WebSocketAddress, default));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.HttpStatusCode);

        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(new Uri(host.BaseAddress, "ws"))).StatusCode);
    }

    [Fact]
    public async Task Requests_go_wrong_on_the_wire()
    {
        using var http = new HttpClient();
        var whole = await (await PostAsync(http)).Content.ReadAsStringAsync();

        foreach (var effect in (FaultEffect[])[FaultEffect.RefuseConnection(), FaultEffect.DropRequest(), FaultEffect.DropReply(), FaultEffect.CutReply(0), FaultEffect.CutReply(5)])
        {
            _emulator.Faults.Add("/info", effect, times: 1);
            await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(http));
        }

        _emulator.Faults.Add("/info", FaultEffect.TruncateReply(5), times: 1);
        Assert.Equal(whole[..5], await (await PostAsync(http)).Content.ReadAsStringAsync());
        _emulator.Faults.Add("/info", FaultEffect.Html(), times: 1);
        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), await PostAsync(http) is var html ? (html.StatusCode, html.Content.Headers.ContentType?.MediaType) : default);

        using var trickle = _emulator.Faults.Add("/info", FaultEffect.TrickleReply(whole.Length / 2 + 1, FaultDelay.Fixed(TimeSpan.FromSeconds(1))), times: 1);
        using var reply = await PostAsync(http, HttpCompletionOption.ResponseHeadersRead);
        var reading = reply.Content.ReadAsStringAsync();
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(whole, await reading);
        Assert.Equal(whole, await (await PostAsync(http)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fault_strikes_one_connection_alone()
    {
        using var http = new HttpClient();
        using var other = new HttpClient();
        await PostAsync(http);
        using var socket = await ConnectAsync();
        using var neighbour = await ConnectAsync();
        _emulator.Faults.Add("/ws", FaultEffect.CutMessage(5), times: 1);
        await SayAsync(socket, """{"method":"ping"}""");

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(socket));
        await SayAsync(neighbour, """{"method":"ping"}""");
        Assert.Equal("""{"channel":"pong"}""", await ReadAsync(neighbour));
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(_host.Network.WebSocketAddress, default);
        return socket;
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient client, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, _host.Network.InfoAddress) { Content = new StringContent("""{"type":"allMids"}""") }, completion).WaitAsync(Guard);

    private static Task SayAsync(ClientWebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, default).AsTask();

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), default).AsTask().WaitAsync(Guard);
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The socket was closed.");
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private static async Task<T> FirstAsync<T>(Feed<T> feed)
    {
        await using var items = feed.GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Guard));
        return items.Current.Value;
    }
}
