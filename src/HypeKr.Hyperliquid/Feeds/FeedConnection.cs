using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>One socket: opened, watched, opened again, with its subscriptions made anew each time.</summary>
internal sealed class FeedConnection(
    FeedHub hub, Uri address, Func<Uri, CancellationToken, Task<WebSocket>> factory, FeedConnectionOptions options, VenueLimits limits, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often the end of a subscription is asked for that the venue does not acknowledge.</summary>
    private const int MostUnsubscribes = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FeedSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Session? _session;
    private long _emptySince = timeProvider.GetTimestamp();
    private bool _isOver;
    private bool _wasOpened;

    /// <summary>Whether the socket was opened anew since all was silent, and nothing has come since: a second time would not help.</summary>
    private volatile bool _wasReopenedForSilence;

    public Uri Address => address;

    public int Count
    {
        get
        {
            lock (_gate) return _subscriptions.Count;
        }
    }

    /// <summary>Adds a subscription, unless its messages could not be told from those of one that is here.</summary>
    public bool TryAdd(FeedSubscription subscription)
    {
        lock (_gate)
        {
            if (_isOver || !_subscriptions.TryAdd(subscription.Request.RouteKey, subscription)) return false;
            if (_session is { } session) EnqueueOrHold(session, subscription);
            return true;
        }
    }

    public void Remove(FeedSubscription subscription, bool unsubscribe)
    {
        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(subscription.Request.RouteKey, out var held) || held != subscription) return;
            _subscriptions.Remove(subscription.Request.RouteKey);
            if (_subscriptions.Count == 0) _emptySince = timeProvider.GetTimestamp();
            if (_session is not { } session) return;
            var wasHeld = session.Held.TryGetValue(subscription.Request.RouteKey, out var waiting) && waiting.Subscription == subscription;
            if (wasHeld) session.Held.Remove(subscription.Request.RouteKey);
            session.Pending.RemoveAll(p => p.Subscription == subscription);
            if (unsubscribe && !wasHeld) Enqueue(session, subscription, "unsubscribe");
        }
    }

    public void Start() => _ = RunAsync();

    public void Dispose()
    {
        lock (_gate) _isOver = true;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself.
        }
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        var (failures, losses) = (0, 0);
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    losses++;
                    if (await OpenAsync().ConfigureAwait(false) is { } socket)
                    {
                        using var opened = socket;
                        var openedAt = timeProvider.GetTimestamp();
                        if (_wasOpened) Telemetry.Reconnects.Add(1, new KeyValuePair<string, object?>("socket", "feeds"));
                        _wasOpened = true;
                        var (reason, wasAlive) = await ServeAsync(socket).ConfigureAwait(false);
                        if (_stop.IsCancellationRequested) return;
                        failures = wasAlive ? 0 : failures + 1;

                        // One that opens and is lost at once, again and again, must not use up the new sockets that the venue allows.
                        if (wasAlive && timeProvider.GetElapsedTime(openedAt) >= options.MaxReconnectDelay) losses = 1;
                        FeedLog.SocketLost(logger, reason);
                        Interrupt(reason);
                    }
                    else
                    {
                        if (_stop.IsCancellationRequested) return;
                        failures++;
                    }
                }
                catch (Exception e) when (!_stop.IsCancellationRequested)
                {
                    // A fault of ours or of the application's factory: what was lost with it comes back as after any other loss.
                    failures++;
                    FeedLog.SocketFailed(logger, e.GetType().Name);
                    Interrupt(HttpBody.Quote(e.Message));
                }

                if (failures >= options.MaxReconnectAttempts)
                {
                    FailAll(new TransportException(string.Create(CultureInfo.InvariantCulture, $"The socket could not be opened, {failures} times in a row."), isTransient: true, mayHaveExecuted: false));
                    return;
                }

                if (CloseIfIdle()) return;
                await Task.Delay(ReconnectDelay(losses), timeProvider, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        catch (Exception e)
        {
            // A fault of ours must not leave feeds that wait for ever.
            FeedLog.SocketFailed(logger, e.GetType().Name);
            FailAll(new TransportException($"The socket's work ended: {HttpBody.Quote(e.Message)}", isTransient: false, mayHaveExecuted: false, innerException: e));
        }
        finally
        {
            lock (_gate) _isOver = true;
            hub.Forget(this);
            _stop.Dispose();
        }
    }

    private async Task<WebSocket?> OpenAsync()
    {
        await limits.AcquireNewConnectionAsync(_stop.Token).ConfigureAwait(false);
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, deadline.Token);
        try
        {
            return await factory(address, linked.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            FeedLog.SocketNotOpened(logger, e.GetType().Name);
            return null;
        }
    }

    /// <summary>Serves one socket until it is lost.</summary>
    private async Task<(string Reason, bool WasAlive)> ServeAsync(WebSocket socket)
    {
        using var session = new Session(socket, timeProvider.GetTimestamp(), _stop.Token);

        // Before anything is sent, so that whoever sees the first frame can rely on the clock being watched.
        var ticks = timeProvider.CreateTimer(static state => { var (self, session) = ((FeedConnection, Session))state!; self.Tick(session); }, (this, session), TickInterval, TickInterval);
        await using var _ = ticks.ConfigureAwait(false);
        lock (_gate)
        {
            _session = session;
            foreach (var subscription in _subscriptions.Values) Enqueue(session, subscription, "subscribe");
        }

        FeedLog.SocketOpened(logger);
        Telemetry.Sockets.Add(1, new KeyValuePair<string, object?>("socket", "feeds"));
        var sending = SendAsync(session);
        var reason = "The work of the socket ended.";
        try
        {
            reason = await ReceiveAsync(session).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            reason = session.Reason ?? HttpBody.Quote(e.Message);
        }
        finally
        {
            lock (_gate) _session = null;
            Telemetry.Sockets.Add(-1, new KeyValuePair<string, object?>("socket", "feeds"));
            session.Outbox.Writer.TryComplete();
            session.Abort(reason);
        }

        await sending.ConfigureAwait(false);
        return (reason, session.WasAlive);
    }

    private async Task<string> ReceiveAsync(Session session)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)used * 2, Array.MaxLength));
                    buffer.AsSpan(0, used).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var received = await session.Socket.ReceiveAsync(buffer.AsMemory(used), session.Token).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close) return "The venue closed the socket.";
                used += received.Count;
                if (used > options.MaxMessageBytes) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"A message is longer than {options.MaxMessageBytes} bytes."));
                if (!received.EndOfMessage) continue;

                // A message in pieces is heard when it is whole: half a one must not keep a dead socket alive.
                session.HeardAt = timeProvider.GetTimestamp();
                session.WasAlive = true;
                if (received.MessageType == WebSocketMessageType.Text) Handle(session, buffer.AsMemory(0, used));
                used = 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendAsync(Session session)
    {
        try
        {
            await foreach (var outgoing in session.Outbox.Reader.ReadAllAsync(session.Token).ConfigureAwait(false))
            {
                await limits.AcquireMessageAsync(urgent: false, session.Token).ConfigureAwait(false);
                if (outgoing.Pending is { } pending)
                {
                    lock (_gate) pending.SentAt = timeProvider.GetTimestamp();
                }

                await session.SendAsync(outgoing.Frame).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // Whatever it is, nothing can be sent any more.
            session.Abort(HttpBody.Quote(e.Message));
        }
    }

    private async Task PingAsync(Session session)
    {
        try
        {
            await limits.AcquireMessageAsync(urgent: true, session.Token).ConfigureAwait(false);

            // The venue's time begins now, not when our limits began to hold the ping back.
            (session.LastPingAt, session.AwaitsPong) = (timeProvider.GetTimestamp(), true);
            await session.SendAsync("""{"method":"ping"}"""u8.ToArray()).ConfigureAwait(false);
            session.HoldsPing = false;
        }
        catch (Exception e)
        {
            session.Abort(HttpBody.Quote(e.Message));
        }
    }

    /// <summary>Looks once a second whether anything is overdue.</summary>
    private void Tick(Session session)
    {
        try
        {
            Watch(session);
        }
        catch (Exception e)
        {
            // Nobody else would catch it above a timer.
            FeedLog.SocketFailed(logger, e.GetType().Name);
            session.Abort(HttpBody.Quote(e.Message));
        }
    }

    private void Watch(Session session)
    {
        if (timeProvider.GetElapsedTime(session.HeardAt) >= options.SilenceTimeout)
        {
            session.Abort($"Nothing arrived for {options.SilenceTimeout:c}.");
            return;
        }

        if (session.AwaitsPong)
        {
            if (timeProvider.GetElapsedTime(session.LastPingAt) >= options.PongTimeout)
            {
                session.Abort($"A ping had no answer within {options.PongTimeout:c}.");
                return;
            }
        }
        else if (!session.HoldsPing && timeProvider.GetElapsedTime(session.LastPingAt) >= options.PingInterval)
        {
            session.HoldsPing = true;
            _ = PingAsync(session);
        }

        lock (_gate)
        {
            if (_session != session) return;
            foreach (var pending in session.Pending.ToArray())
            {
                if (pending.SentAt is not { } sentAt || timeProvider.GetElapsedTime(sentAt) < options.AckTimeout) continue;
                if (pending.Method == "unsubscribe" && IsGivenUp(session, pending))
                {
                    session.Pending.Remove(pending);
                    continue;
                }

                pending.SentAt = null;
                session.Outbox.Writer.TryWrite(new(pending.Subscription.Request.WriteFrame(pending.Method), pending));
            }
        }

        RenewStale(session);
        if (CloseIfIdle()) Dispose();
    }

    /// <summary>Makes anew what fell silent; where it had been already and all else is silent too, the socket.</summary>
    private void RenewStale(Session session)
    {
        var watched = Array.FindAll(Subscriptions(), subscription => subscription.IsWatched);
        var stale = Array.FindAll(watched, subscription => subscription.IsStale);
        if (stale.Length == 0) return;

        // One quiet feed says nothing about the socket, which the others may be using.
        var isSocketSilent = !_wasReopenedForSilence && Array.Exists(stale, subscription => subscription.Renewals > 0) && Array.TrueForAll(watched, subscription => subscription.IsSilent);
        foreach (var subscription in stale)
        {
            FeedLog.SubscriptionStale(logger, Telemetry.Word(subscription.Request.Type));
            subscription.Interrupt(FeedGapReason.Stale, "The subscription was silent.");
            if (!isSocketSilent) Renew(session, subscription);
        }

        if (!isSocketSilent) return;
        _wasReopenedForSilence = true;
        session.Abort($"The subscription '{stale[0].Request.Type}' was silent though it had been made anew, and so was everything else that always ticks.");
    }

    /// <summary>Makes a subscription anew that has been shown to say nothing, though its socket lives.</summary>
    public void MakeAnew(FeedSubscription subscription, string why)
    {
        Session? session;
        lock (_gate) session = _session;
        if (session is null) return;
        FeedLog.SubscriptionStale(logger, Telemetry.Word(subscription.Request.Type));
        subscription.Interrupt(FeedGapReason.Stale, why);
        Renew(session, subscription);
    }

    private void Renew(Session session, FeedSubscription subscription)
    {
        lock (_gate)
        {
            if (_session != session || !_subscriptions.TryGetValue(subscription.Request.RouteKey, out var held) || held != subscription) return;
            Enqueue(session, subscription, "unsubscribe");
            Enqueue(session, subscription, "subscribe");
        }
    }

    private bool CloseIfIdle()
    {
        lock (_gate)
        {
            if (_subscriptions.Count > 0 || timeProvider.GetElapsedTime(_emptySince) < options.IdleTimeout) return false;
            return _isOver = true;
        }
    }

    private void Handle(Session session, ReadOnlyMemory<byte> message)
    {
        try
        {
            var span = message.Span;
            var reader = new Utf8JsonReader(span);
            if (span.StartsWith("Websocket connection established"u8)) return;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                Dispatch(ExplorerKey(message), message);
                return;
            }

            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not an object.");
            string? channel = null;
            ReadOnlyMemory<byte>? data = null;
            while ((channel is null || data is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isChannel = reader.ValueTextEquals("channel"u8);
                var isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                if (isChannel && reader.TokenType == JsonTokenType.String)
                {
                    channel = reader.GetString();
                    continue;
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isData) data = message[start..(int)reader.BytesConsumed];
            }

            switch (channel)
            {
                case null: throw new JsonException("It names no channel.");
                case "pong": session.AwaitsPong = false; break;
                case "subscriptionResponse": Acknowledge(session, data ?? default); break;
                case "error": ReportError(session, data ?? default); break;
                case "post": break;
                default:
                    var (key, allDexsKey) = FeedRoute.KeyOf(channel, (data ?? default).Span);
                    var isKnown = Dispatch(key, data ?? default) | Dispatch(allDexsKey, data ?? default);
                    if (!isKnown) FeedLog.MessageUnclaimed(logger, Telemetry.Word(channel));
                    break;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whose it was cannot be known.
            foreach (var subscription in Subscriptions()) subscription.ReportUnreadable($"A message of the socket cannot be read: {HttpBody.Quote(e.Message)}");
        }
    }

    private static string ExplorerKey(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var isBlock = document.RootElement.GetArrayLength() > 0 && document.RootElement[0] is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("proposer"u8, out var _);
        return isBlock ? "explorerBlock" : "explorerTxs";
    }

    private bool Dispatch(string? key, ReadOnlyMemory<byte> data)
    {
        if (key is null) return false;
        FeedSubscription? subscription;
        lock (_gate)
        {
            _subscriptions.TryGetValue(key, out subscription);

            // What was not asked for yet cannot have been answered: it is of the one that was here before.
            if (_session is { Held.Count: > 0 } session && session.Held.ContainsKey(key)) return true;
        }

        if (subscription is null) return false;
        if (_wasReopenedForSilence && subscription.IsWatched) _wasReopenedForSilence = false;
        foreach (var receiver in subscription.Deliver(data) ?? []) hub.Detach(receiver);
        return true;
    }

    private void Acknowledge(Session session, ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("subscription"u8, out var echo)
            || SubscriptionRequest.Text(document.RootElement, "method") is not { } method)
        {
            throw new JsonException("It acknowledges nothing.");
        }

        if (Take(session, echo, p => p.Method == method) is { Method: "subscribe" } pending) pending.Subscription.Acknowledge();
    }

    private void ReportError(Session session, ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data);
        var text = document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : document.RootElement.GetRawText();
        if (text.StartsWith("Cannot send more than", StringComparison.Ordinal))
        {
            // Whatever it was is sent again when its acknowledgement is overdue.
            limits.BackOffMessages();
            return;
        }

        var pending = FindRefused(session, text);
        FeedLog.SubscriptionRefused(logger, Telemetry.Word(pending?.Subscription.Request.Type ?? "other"));
        if (pending is not { Method: "subscribe" }) return;
        if (text.StartsWith("Already subscribed", StringComparison.Ordinal))
        {
            pending.Subscription.Acknowledge();
        }
        else if (text.StartsWith("Cannot", StringComparison.Ordinal) && pending.Subscription.Acknowledged.IsCompletedSuccessfully)
        {
            // It had its place before: the venue still counts the socket that was lost. Asked again when the acknowledgement is overdue; until then the gap lasts.
            lock (_gate)
            {
                if (_subscriptions.ContainsValue(pending.Subscription)) session.Pending.Add(pending);
            }
        }
        else
        {
            hub.Fail(pending.Subscription, new SubscriptionRejectedException(pending.Subscription.Request.Type, text));
        }
    }

    private Pending? FindRefused(Session session, string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start >= 0)
        {
            try
            {
                using var document = JsonDocument.Parse(text[start..(text.LastIndexOf('}') + 1)]);
                var root = document.RootElement;
                var echo = root.TryGetProperty("subscription"u8, out var inner) ? inner : root;
                var method = SubscriptionRequest.Text(root, "method") ?? (text.StartsWith("Already unsubscribed", StringComparison.Ordinal) ? "unsubscribe" : null);
                return Take(session, echo, p => method is null ? p.Method == "subscribe" : p.Method == method);
            }
            catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
            {
                return null;
            }
        }

        // The venue names none: the limit on users was met by the oldest that brought one, any other by the oldest.
        var isAboutUsers = text.Contains("users", StringComparison.Ordinal);
        var isAboutSubscriptions = text.StartsWith("Cannot", StringComparison.Ordinal);
        return isAboutSubscriptions ? Take(session, null, p => p.Method == "subscribe" && (!isAboutUsers || p.Subscription.Request.User is not null)) : null;
    }

    /// <summary>The pending request that an echo is of: the one with the most members, and of those the oldest.</summary>
    private Pending? Take(Session session, JsonElement? echo, Func<Pending, bool> isMeant)
    {
        lock (_gate)
        {
            var pending = session.Pending
                .Where(p => p.WasSent && isMeant(p) && (echo is null || p.Subscription.Request.IsEchoedBy(echo.Value)))
                .MaxBy(p => echo is null ? 0 : p.Subscription.Request.MemberCount);
            if (pending is null) return null;
            session.Pending.Remove(pending);
            if (pending.Method == "unsubscribe") LetGo(session, pending.Subscription.Request.RouteKey);
            return pending;
        }
    }

    // What follows is called under the gate.

    /// <summary>Subscribes, but where messages could not be told from those of another subscription that the venue has not ended yet, only when it has.</summary>
    private static void EnqueueOrHold(Session session, FeedSubscription subscription)
    {
        var request = subscription.Request;
        if (session.Pending.Exists(p => p.Method == "unsubscribe" && p.Subscription.Request.RouteKey == request.RouteKey && p.Subscription.Request.Identity != request.Identity))
        {
            session.Held[request.RouteKey] = new Pending(subscription, "subscribe");
        }
        else
        {
            Enqueue(session, subscription, "subscribe");
        }
    }

    private static void LetGo(Session session, string routeKey)
    {
        if (!session.Held.TryGetValue(routeKey, out var held) || session.Pending.Exists(p => p.Method == "unsubscribe" && p.Subscription.Request.RouteKey == routeKey)) return;
        session.Held.Remove(routeKey);
        Enqueue(session, held);
    }

    /// <summary>Whether an end that the venue does not acknowledge is asked for no more: it was often enough, or the same was subscribed to anew.</summary>
    private bool IsGivenUp(Session session, Pending pending)
    {
        var request = pending.Subscription.Request;
        if (session.Held.ContainsKey(request.RouteKey)) return false;
        return pending.Sent >= MostUnsubscribes || (_subscriptions.TryGetValue(request.RouteKey, out var held) && held.Request.Identity == request.Identity);
    }

    private static void Enqueue(Session session, FeedSubscription subscription, string method) => Enqueue(session, new Pending(subscription, method));

    private static void Enqueue(Session session, Pending pending)
    {
        session.Pending.Add(pending);
        session.Outbox.Writer.TryWrite(new(pending.Subscription.Request.WriteFrame(pending.Method), pending));
    }

    private void Interrupt(string reason)
    {
        foreach (var subscription in Subscriptions()) subscription.Interrupt(FeedGapReason.Disconnected, reason);
    }

    private FeedSubscription[] Subscriptions()
    {
        lock (_gate) return [.. _subscriptions.Values];
    }

    private void FailAll(Exception error)
    {
        lock (_gate) _isOver = true;
        foreach (var subscription in Subscriptions()) hub.Fail(subscription, error);
    }

    private TimeSpan ReconnectDelay(int losses)
    {
        var most = options.MinReconnectDelay * Math.Pow(2, Math.Clamp(losses - 1, 0, 20));
        if (most > options.MaxReconnectDelay) most = options.MaxReconnectDelay;
        return most * (0.5 + (RandomNumberGenerator.GetInt32(0, 1001) / 2000.0));
    }

    /// <summary>A request that the venue has not acknowledged.</summary>
    private sealed class Pending(FeedSubscription subscription, string method)
    {
        private long? _sentAt;

        public FeedSubscription Subscription => subscription;

        public string Method => method;

        public bool WasSent => Sent > 0;

        /// <summary>How often it was sent.</summary>
        public int Sent { get; private set; }

        /// <summary>When it was sent last; null while it waits to be.</summary>
        public long? SentAt
        {
            get => _sentAt;
            set => (_sentAt, Sent) = (value, value is null ? Sent : Sent + 1);
        }
    }

    private readonly record struct Outgoing(byte[] Frame, Pending? Pending);

    /// <summary>One socket from its opening to its end.</summary>
    private sealed class Session(WebSocket socket, long openedAt, CancellationToken stop) : IDisposable
    {
        private readonly CancellationTokenSource _abort = CancellationTokenSource.CreateLinkedTokenSource(stop);
        private readonly SemaphoreSlim _sending = new(1, 1);

        public WebSocket Socket => socket;

        public CancellationToken Token => _abort.Token;

        public Channel<Outgoing> Outbox { get; } = Channel.CreateUnbounded<Outgoing>(new() { SingleReader = true });

        /// <summary>Requests without an acknowledgement, oldest first. Guarded by the connection's gate.</summary>
        public List<Pending> Pending { get; } = [];

        /// <summary>Subscriptions that wait for the end of another one with the same key. Guarded by the connection's gate.</summary>
        public Dictionary<string, Pending> Held { get; } = new(StringComparer.Ordinal);

        public long HeardAt { get; set; } = openedAt;

        public long LastPingAt { get; set; } = openedAt;

        public bool AwaitsPong { get; set; }

        /// <summary>Whether a ping waits to be sent.</summary>
        public bool HoldsPing { get; set; }

        /// <summary>Whether a whole message was received.</summary>
        public bool WasAlive { get; set; }

        public string? Reason { get; private set; }

        public async Task SendAsync(ReadOnlyMemory<byte> frame)
        {
            await _sending.WaitAsync(Token).ConfigureAwait(false);
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }

        public void Abort(string reason)
        {
            Reason ??= reason;
            try
            {
                _abort.Cancel();
                socket.Abort();
            }
            catch (ObjectDisposedException)
            {
                // It had ended by itself.
            }
        }

        public void Dispose()
        {
            socket.Dispose();
            _sending.Dispose();
            _abort.Dispose();
        }
    }
}
