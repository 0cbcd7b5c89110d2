using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A client whose sockets end in a test.</summary>
internal sealed class ScriptedVenue : IDisposable
{
    private readonly Channel<ScriptedSocket> _opened = Channel.CreateUnbounded<ScriptedSocket>();
    private int _attempts;

    public ScriptedVenue(Action<HyperliquidOptions>? configure = null, Func<FeedConnectionOptions, FeedConnectionOptions>? feeds = null)
    {
        Venue = new TestVenue(o =>
        {
            o.TimeProvider = Time;
            o.Feeds = feeds?.Invoke(new() { SocketFactory = OpenAsync }) ?? new() { SocketFactory = OpenAsync };
            configure?.Invoke(o);
        });
    }

    public TestVenue Venue { get; }

    public WatchedTime Time { get; } = new();

    public HyperliquidClient Client => Venue.Client;

    /// <summary>Stands before each opening, with its number from one.</summary>
    public Func<int, CancellationToken, Task> BeforeOpen { get; set; } = (_, _) => Task.CompletedTask;

    public int Attempts => Volatile.Read(ref _attempts);

    public async Task<WebSocket> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        await BeforeOpen(Interlocked.Increment(ref _attempts), cancellationToken);
        var socket = new ScriptedSocket(address);
        _opened.Writer.TryWrite(socket);
        return socket;
    }

    public async Task<ScriptedSocket> NextSocketAsync() => await _opened.Reader.ReadAsync().AsTask().Guarded();

    public bool HasNewSocket => _opened.Reader.TryPeek(out _);

    /// <summary>Waits until the client waits to open a lost socket again, and lets that time pass.</summary>
    public async Task<ScriptedSocket> ReconnectAsync(double maxDelay = 0.5)
    {
        Time.Advance(await Time.TimerAsync(due => due.TotalSeconds <= maxDelay && due.TotalSeconds >= maxDelay / 2));
        return await NextSocketAsync();
    }

    public Task<Feed<JsonElement>> SubscribeAsync(string json, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        Client.Raw.SubscribeAsync(Encoding.UTF8.GetBytes(json), options, cancellationToken);

    /// <summary>Subscribes on a new socket, with an acknowledgement.</summary>
    public async Task<(Feed<JsonElement> Feed, ScriptedSocket Socket)> OpenFeedAsync(string json, FeedOptions? options = null)
    {
        var subscribing = SubscribeAsync(json, options);
        var socket = await NextSocketAsync();
        await socket.AcknowledgeAsync();
        return (await subscribing.Guarded(), socket);
    }

    public void Dispose() => Venue.Dispose();
}

internal static class FeedReading
{
    /// <summary>The next item.</summary>
    public static async Task<FeedItem<T>> NextAsync<T>(this IAsyncEnumerator<FeedItem<T>> reader)
    {
        Assert.True(await reader.MoveNextAsync().AsTask().Guarded(), "The feed ended.");
        return reader.Current;
    }
}
