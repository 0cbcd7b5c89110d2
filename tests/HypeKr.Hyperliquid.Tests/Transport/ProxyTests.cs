using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Connections of the client's own go through the proxy of the options, and are renewed.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_actions_and_sockets_go_through_the_proxy(bool withServices)
    {
        using var proxy = new RecordingProxy();
        var (client, owner) = Create(o =>
        {
            o.Network = HyperliquidNetwork.Emulator(new Uri("http://venue.test:3001"));
            o.Proxy = new WebProxy(new Uri($"http://127.0.0.1:{proxy.Port}"));
            o.Feeds = new() { MaxReconnectAttempts = 1 };
        }, withServices);
        await using var _ = owner;
        using var signer = TestVenue.CreateSigner("agent of the real clock");

        await client.Raw.InfoAsync("""{"type":"anything"}"""u8.ToArray());
        await client.ForAccount(TestVenue.UserAddress, signer).SubmitAsync(new NoopAction());
        var refused = await Assert.ThrowsAsync<TransportException>(() => client.Raw.SubscribeAsync("""{"type":"allMids"}"""u8.ToArray()));

        Assert.True(refused.IsTransient);
        Assert.Equal(["POST http://venue.test:3001/info", "POST http://venue.test:3001/exchange", "CONNECT venue.test:3001"], proxy.Requests);
    }

    [Fact]
    public void Connections_are_renewed_compressed_and_never_redirected()
    {
        var proxy = new WebProxy("http://127.0.0.1:1");
        using var handler = HyperliquidClient.CreateHandler(new HyperliquidOptions { Proxy = proxy });

        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));
        Assert.Equal(DecompressionMethods.All, handler.AutomaticDecompression);
        Assert.Equal((false, false, true), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Same(proxy, handler.Proxy);
    }

    private static (HyperliquidClient Client, IAsyncDisposable Owner) Create(Action<HyperliquidOptions> configure, bool withServices)
    {
        if (withServices)
        {
            var services = new ServiceCollection();
            services.AddHyperliquid(configure);
            var provider = services.BuildServiceProvider();
            return (provider.GetRequiredService<HyperliquidClient>(), provider);
        }

        var options = new HyperliquidOptions();
        configure(options);
        var client = new HyperliquidClient(options);
        return (client, new Owner(client));
    }

    private sealed class Owner(HyperliquidClient client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Answers every request itself, refuses every tunnel, and keeps the first line of each.</summary>
    private sealed class RecordingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<string> _requests = [];

        public RecordingProxy()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public IReadOnlyList<string> Requests
        {
            get
            {
                lock (_requests) return [.. _requests];
            }
        }

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var connection = await _listener.AcceptTcpClientAsync();
                    _ = ServeAsync(connection);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Over.
            }
        }

        private async Task ServeAsync(TcpClient connection)
        {
            using (connection)
            {
                var stream = connection.GetStream();
                var (text, buffer) = ("", new byte[4096]);
                int end;
                while ((end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length - end - 4 < Length(text))
                {
                    var count = await stream.ReadAsync(buffer);
                    if (count == 0) return;
                    text += Encoding.ASCII.GetString(buffer, 0, count);
                }

                var line = text[..text.IndexOf("\r\n", StringComparison.Ordinal)].Replace(" HTTP/1.1", "", StringComparison.Ordinal);
                lock (_requests) _requests.Add(line);
                var body = line.StartsWith("CONNECT", StringComparison.Ordinal) ? "" : """{"status":"ok","response":{"type":"default"}}""";
                var status = line.StartsWith("CONNECT", StringComparison.Ordinal) ? "403 Forbidden" : "200 OK";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    FormattableString.Invariant($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}")));
            }
        }

        private static int Length(string text) =>
            text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) is { } header
                ? int.Parse(header.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture)
                : 0;
    }
}
