using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>All sockets and subscriptions of a client. Equal subscriptions are one at the venue.</summary>
internal sealed class FeedHub : IDisposable
{
    /// <summary>A socket with so many subscriptions gets no more while another can be opened: what is lost at once stays small.</summary>
    private const int SubscriptionsPerConnection = 100;

    private readonly HyperliquidNetwork _network;
    private readonly FeedConnectionOptions _options;
    private readonly VenueLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<Uri, CancellationToken, Task<WebSocket>> _factory;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FeedSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly List<FeedConnection> _connections = [];
    private bool _isDisposed;

    public FeedHub(HyperliquidOptions options, VenueLimits limits, ILogger logger)
    {
        (_network, _options, _limits, _time, _logger) = (options.Network, options.Feeds, limits, options.TimeProvider, logger);
        _factory = _options.SocketFactory ?? ((address, token) => ConnectAsync(address, options.Proxy, token));
    }

    /// <summary>Subscribes, or joins an equal subscription, and waits until the venue has acknowledged it.</summary>
    public async Task<Feed<T>> SubscribeAsync<T>(FeedSource<T> source, FeedOptions? options, CancellationToken cancellationToken)
    {
        options ??= new();
        options.Check(nameof(options));
        cancellationToken.ThrowIfCancellationRequested();
        var request = source.Request;
        var staleAfter = options.StaleAfter is { } asked ? (asked == Timeout.InfiniteTimeSpan ? null : asked) : request.Route.StaleAfter;
        var receiver = new FeedReceiver<T>(source.Decode, options.SlowReader ?? source.SlowReader, options.Capacity, staleAfter, request.Type);
        using var activity = Telemetry.Activities.HasListeners() ? Telemetry.Activities.StartActivity($"subscribe {Telemetry.Word(request.Type)}", ActivityKind.Client) : null;
        activity?.SetTag("type", Telemetry.Word(request.Type));
        var began = _time.GetTimestamp();
        var subscription = Attach(request, receiver);
        using var deadline = new CancellationTokenSource(_options.SubscribeTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await subscription.Acknowledged.WaitAsync(linked.Token).ConfigureAwait(false);
            Measure("ok");
        }
        catch (OperationCanceledException e)
        {
            Measure(cancellationToken.IsCancellationRequested ? "cancelled" : "timeout");
            Detach(receiver);
            receiver.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(HyperliquidClient));
            throw new TransportException($"The subscription '{request.Type}' was not acknowledged within {_options.SubscribeTimeout:c}.", isTransient: true, mayHaveExecuted: false, innerException: e);
        }
        catch
        {
            Measure("rejected");
            Detach(receiver);
            receiver.Dispose();
            throw;
        }

        return new Feed<T>(this, receiver);

        void Measure(string outcome)
        {
            activity?.SetTag("outcome", outcome);
            if (outcome != "ok") activity?.SetStatus(ActivityStatusCode.Error);
            if (Telemetry.AckDuration.Enabled) Telemetry.AckDuration.Record(_time.GetElapsedTime(began).TotalSeconds, new("type", Telemetry.Word(request.Type)), new("outcome", outcome));
        }
    }

    /// <summary>Ends one feed, and its subscription if no other feed shares it.</summary>
    public void Detach(FeedReceiver receiver)
    {
        lock (_gate)
        {
            if (receiver.Subscription is not { } subscription) return;
            receiver.Subscription = null;
            if (!subscription.Detach(receiver)) return;
            if (Forget(subscription)) subscription.Connection!.Remove(subscription, unsubscribe: true);
            subscription.Close(null);
        }
    }

    /// <summary>Makes the subscription of a feed anew that has been shown to say nothing.</summary>
    public void MakeAnew(FeedReceiver receiver, string why)
    {
        FeedSubscription? subscription;
        lock (_gate) subscription = receiver.Subscription;
        subscription?.Connection?.MakeAnew(subscription, why);
    }

    /// <summary>Ends a subscription that cannot be had.</summary>
    public void Fail(FeedSubscription subscription, Exception error)
    {
        lock (_gate)
        {
            if (Forget(subscription)) subscription.Connection!.Remove(subscription, unsubscribe: false);
            subscription.Close(error);
        }
    }

    /// <summary>A connection is over.</summary>
    public void Forget(FeedConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Remove(connection)) _limits.RemoveConnection();
        }
    }

    /// <summary>How the feeds are at this moment.</summary>
    public FeedsHealth GetHealth()
    {
        lock (_gate)
        {
            var interrupted = _subscriptions.Values.Select(subscription => (subscription.Request.Type, subscription.InterruptedFor)).Where(pair => pair.InterruptedFor is not null).ToArray();
            return new(
                _connections.Count, _subscriptions.Count, [.. interrupted.Select(pair => Telemetry.Word(pair.Type))], interrupted.Length == 0 ? TimeSpan.Zero : interrupted.Max(pair => pair.InterruptedFor!.Value));
        }
    }

    public void Dispose()
    {
        FeedConnection[] connections;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            connections = [.. _connections];
            foreach (var subscription in _subscriptions.Values.ToArray())
            {
                Forget(subscription);
                subscription.Close(new ObjectDisposedException(typeof(HyperliquidClient).FullName));
            }
        }

        // Outside the gate, which their ends will take.
        foreach (var connection in connections) connection.Dispose();
    }

    internal static async Task<WebSocket> ConnectAsync(Uri address, System.Net.IWebProxy? proxy, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            if (proxy is not null) socket.Options.Proxy = proxy;

            // The venue is asked for its own pongs; those of the protocol say nothing about it.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private FeedSubscription Attach(SubscriptionRequest request, FeedReceiver receiver)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(HyperliquidClient));
            if (_subscriptions.TryGetValue(request.Identity, out var shared) && shared.TryAttach(receiver)) return receiver.Subscription = shared;

            _limits.AddSubscription(request.User);
            try
            {
                var subscription = new FeedSubscription(request, _time);
                subscription.TryAttach(receiver);
                subscription.Connection = Place(subscription);
                _subscriptions[request.Identity] = subscription;
                Telemetry.Subscriptions.Add(1, new KeyValuePair<string, object?>("type", Telemetry.Word(request.Type)));
                return receiver.Subscription = subscription;
            }
            catch
            {
                _limits.RemoveSubscription(request.User);
                throw;
            }
        }
    }

    private FeedConnection Place(FeedSubscription subscription)
    {
        var address = subscription.Request.Route.IsExplorer ? _network.ExplorerWebSocketAddress : _network.WebSocketAddress;
        var candidates = _connections.Where(c => c.Address == address).OrderBy(c => c.Count).ToArray();
        foreach (var connection in candidates)
        {
            if (connection.Count < SubscriptionsPerConnection && connection.TryAdd(subscription)) return connection;
        }

        if (_limits.TryAddConnection())
        {
            var opened = new FeedConnection(this, address, _factory, _options, _limits, _time, _logger);
            opened.TryAdd(subscription);
            _connections.Add(opened);
            opened.Start();
            return opened;
        }

        foreach (var connection in candidates)
        {
            if (connection.TryAdd(subscription)) return connection;
        }

        throw new VenueLimitExceededException(
            $"The subscription '{subscription.Request.Type}' needs a socket of its own, since its messages could not be told from those of another, and the venue takes no more sockets from one address: dispose a feed first.");
    }

    private bool Forget(FeedSubscription subscription)
    {
        if (!_subscriptions.TryGetValue(subscription.Request.Identity, out var held) || held != subscription) return false;
        _subscriptions.Remove(subscription.Request.Identity);
        _limits.RemoveSubscription(subscription.Request.User);
        Telemetry.Subscriptions.Add(-1, new KeyValuePair<string, object?>("type", Telemetry.Word(subscription.Request.Type)));
        return true;
    }
}
