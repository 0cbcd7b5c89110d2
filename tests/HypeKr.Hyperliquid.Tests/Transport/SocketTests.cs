using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Actions over a real socket of the loopback, where the handler below might repeat what a lost connection swallowed.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task An_action_that_a_kept_connection_swallows_is_not_sent_again()
    {
        using var server = new SwallowingServer(answers: 1);
        using var client = Client(server.Port);
        using var signer = TestVenue.CreateSigner("agent of the real clock");
        var account = client.ForAccount(TestVenue.UserAddress, signer);

        Assert.Equal("default", (await account.SubmitAsync(new NoopAction())).Type);
        var lost = await Assert.ThrowsAsync<TransportException>(() => account.SubmitAsync(new NoopAction()));

        Assert.True(lost.MayHaveExecuted);
        Assert.Equal((2, 1), (server.Requests, server.Connections));
    }

    [Fact]
    public async Task An_action_that_a_new_connection_swallows_is_not_sent_again()
    {
        using var server = new SwallowingServer(answers: 0);
        using var client = Client(server.Port);
        using var signer = TestVenue.CreateSigner("agent of the real clock");

        var lost = await Assert.ThrowsAsync<TransportException>(() => client.ForAccount(TestVenue.UserAddress, signer).SubmitAsync(new NoopAction()));

        Assert.True(lost.MayHaveExecuted);
        Assert.Equal((1, 1), (server.Requests, server.Connections));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        int port;
        using (var server = new SwallowingServer(answers: 0)) port = server.Port;
        using var client = Client(port);
        using var signer = TestVenue.CreateSigner("agent of the real clock");

        var refused = await Assert.ThrowsAsync<TransportException>(() => client.ForAccount(TestVenue.UserAddress, signer).SubmitAsync(new NoopAction()));

        Assert.Equal((false, true), (refused.MayHaveExecuted, refused.IsTransient));
    }

    private static HyperliquidClient Client(int port) => new(new HyperliquidOptions { Network = HyperliquidNetwork.Emulator(new Uri($"http://127.0.0.1:{port}")) });

    /// <summary>Answers so many requests of a connection, then reads one more and hangs up.</summary>
    private sealed class SwallowingServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _requests;
        private int _connections;

        public SwallowingServer(int answers)
        {
            _listener.Start();
            _ = AcceptAsync(answers);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref _requests);

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync(int answers)
        {
            while (true)
            {
                TcpClient connection;
                try
                {
                    connection = await _listener.AcceptTcpClientAsync();
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }

                Interlocked.Increment(ref _connections);
                using (connection)
                {
                    var stream = connection.GetStream();
                    for (var left = answers; await ReadRequestAsync(stream) && left > 0; left--)
                    {
                        const string Body = """{"status":"ok","response":{"type":"default"}}""";
                        await stream.WriteAsync(Encoding.ASCII.GetBytes(FormattableString.Invariant($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}")));
                    }
                }
            }
        }

        private async Task<bool> ReadRequestAsync(NetworkStream stream)
        {
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (true)
            {
                var count = await stream.ReadAsync(buffer);
                if (count == 0) return false;
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
                var request = text.ToString();
                var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end < 0) continue;
                var header = request.Split("\r\n").First(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
                if (request.Length - end - 4 < int.Parse(header.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture)) continue;
                Interlocked.Increment(ref _requests);
                return true;
            }
        }
    }
}
