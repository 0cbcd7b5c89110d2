using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A real server of HTTP and sockets on the loopback, so that the client's own sockets are tried too.</summary>
public sealed class LoopbackFeedTests
{
    [Fact]
    public async Task A_feed_over_a_real_socket_reconnects_when_the_server_hangs_up()
    {
        using var server = new Server();
        using var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = HyperliquidNetwork.Emulator(server.Address),
            Feeds = new() { MinReconnectDelay = TimeSpan.FromMilliseconds(1), MaxReconnectDelay = TimeSpan.FromMilliseconds(1) },
        });

        Assert.Equal("pong", (await client.Raw.InfoAsync("""{"type":"ping"}"""u8.ToArray())).GetString());
        var feed = await client.Raw.SubscribeAsync("""{"type":"trades","coin":"BTC"}"""u8.ToArray()).Guarded();
        await using var reader = feed.GetAsyncEnumerator();
        Assert.Equal(1, (await reader.NextAsync()).Value[0].GetProperty("tid").GetInt32());
        var gap = (await reader.NextAsync()).Gap!;
        while (!gap.IsOver) gap = (await reader.NextAsync()).Gap!;
        Assert.Equal(2, (await reader.NextAsync()).Value[0].GetProperty("tid").GetInt32());

        Assert.Equal(2, server.Sockets);
    }

    /// <summary>Answers reads with one word; acknowledges each subscription, sends one trade with the number of the socket, and hangs up on the first socket.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();
        private int _sockets;

        public Server()
        {
            int port;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            Address = new Uri($"http://127.0.0.1:{port}/");
            _listener.Prefixes.Add(Address.AbsoluteUri);
            _listener.Start();
            _ = AcceptAsync();
        }

        public Uri Address { get; }

        public int Sockets => Volatile.Read(ref _sockets);

        public void Dispose() => _listener.Close();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    if (context.Request.IsWebSocketRequest) _ = ServeAsync(context, Interlocked.Increment(ref _sockets));
                    else context.Response.Close("\"pong\""u8.ToArray(), willBlock: false);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Over.
            }
        }

        private static async Task ServeAsync(HttpListenerContext context, int number)
        {
            var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
            var buffer = new byte[4096];
            await socket.ReceiveAsync(buffer.AsMemory(), default);
            string[] messages =
            [
                "Websocket connection established.",
                """{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"coin":"BTC","type":"trades"}}}""",
                FormattableString.Invariant($$$"""{"channel":"trades","data":[{"coin":"BTC","tid":{{{number}}}}]}"""),
            ];
            foreach (var message in messages) await socket.SendAsync(Encoding.UTF8.GetBytes(message).AsMemory(), WebSocketMessageType.Text, true, default);
            if (number == 1) await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, default);
            else await socket.ReceiveAsync(buffer.AsMemory(), default);
        }
    }
}
