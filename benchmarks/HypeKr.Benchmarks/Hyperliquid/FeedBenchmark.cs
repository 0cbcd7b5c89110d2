using System.Net;
using System.Net.WebSockets;
using System.Text;
using BenchmarkDotNet.Attributes;
using HypeKr.Hyperliquid;

namespace HypeKr.Benchmarks;

/// <summary>What do socket, routing and hand-over add to the bare parse of what comes?</summary>
public class FeedBenchmark
{
    public const int Messages = 256;

    private readonly ParseBenchmark _parse = new();
    private Replay _books = null!;
    private Replay _trades = null!;

    [GlobalSetup]
    public void Setup()
    {
        _books = Replay.Start("l2Book", VenueAnswers.L2Book, (markets, options) => markets.SubscribeBookAsync("ETH", options: options), perMessage: 1);
        _trades = Replay.Start("trades", VenueAnswers.Trades, (markets, options) => markets.SubscribeTradesAsync("ETH", options), perMessage: 10);
    }

    [Benchmark]
    public void Books() => _books.Run();

    [Benchmark]
    public void Trades() => _trades.Run();

    [Benchmark]
    public void BareBooks()
    {
        for (var i = 0; i < Messages; i++) _parse.Book();
    }

    [Benchmark]
    public void BareTrades()
    {
        for (var i = 0; i < Messages; i++) _parse.Trades();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _books.Dispose();
        _trades.Dispose();
    }

    /// <summary>A client, one feed of it, and a reader who counts.</summary>
    private sealed class Replay : IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private readonly HyperliquidClient _client;
        private readonly ReplaySocket _socket;
        private readonly int _items;
        private int _seen;

        private Replay(HyperliquidClient client, ReplaySocket socket, int items) => (_client, _socket, _items) = (client, socket, items);

        public static Replay Start<T>(string channel, byte[] data, Func<MarketsClient, FeedOptions, Task<Feed<T>>> subscribe, int perMessage)
        {
            var socket = new ReplaySocket(Encoding.UTF8.GetBytes($$"""{"channel":"{{channel}}","data":{{Encoding.UTF8.GetString(data)}}}"""));
            var client = new HyperliquidClient(new HyperliquidOptions
            {
                Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:1")),
                InfoHandler = new MetaHandler(),
                Feeds = new() { SocketFactory = (_, _) => Task.FromResult<WebSocket>(socket) },
            });
            var replay = new Replay(client, socket, Messages * perMessage);
            var feed = subscribe(client.Markets, new() { SlowReader = SlowReaderPolicy.Fail, Capacity = 2 * Messages }).GetAwaiter().GetResult();
            _ = replay.ReadAsync(feed);
            return replay;
        }

        public void Run()
        {
            _done.Reset();
            _socket.Release(Messages);
            _done.Wait();
        }

        public void Dispose()
        {
            _client.Dispose();
            _done.Dispose();
        }

        private async Task ReadAsync<T>(Feed<T> feed)
        {
            try
            {
                await foreach (var item in feed.WithCancellation(CancellationToken.None).ConfigureAwait(false))
                {
                    if (item.Kind == FeedItemKind.Gap) throw new InvalidOperationException(item.ToString());
                    if (++_seen < _items) continue;
                    _seen = 0;
                    _done.Set();
                }
            }
            catch (ObjectDisposedException)
            {
                // The client was disposed.
            }
            catch (Exception e)
            {
                Environment.FailFast("A message was lost: nothing is measured.", e);
            }
        }
    }

    private sealed class MetaHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"universe":[{"name":"ETH","szDecimals":4,"maxLeverage":25}]}""") });
    }
}
