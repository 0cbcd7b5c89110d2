using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>Reads and actions over one socket: numbered, answered in any order, each sent once.</summary>
/// <remarks>A socket of its own, apart from those of the feeds, so that no burst of market data stands before an answer.</remarks>
internal sealed class SocketPosts(
    Uri address, Func<Uri, CancellationToken, Task<WebSocket>> factory, FeedConnectionOptions options, int maxRequestBytes, int maxResponseBytes, VenueLimits limits, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a post that nobody waits for any more is taken for one that the venue still counts.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    /// <summary>How much of a message that is too long is kept: its number is at the beginning.</summary>
    private const int HeadLength = 4096;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<Session?>? _opening;
    private Session? _session;
    private long? _failedAt;
    private int _failures;
    private long _lastId;
    private bool _wasOpened;
    private bool _isDisposed;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="kind">Wire: <c>request.type</c>, <c>info</c> or <c>action</c>.</param>
    /// <param name="payload">Wire: <c>request.payload</c>: the body as it would be over HTTP.</param>
    /// <param name="urgent">Whether it may use the reserved places.</param>
    /// <param name="patience">How long a socket that has to be opened first is waited for.</param>
    /// <param name="delivery">Told before a byte is handed to the socket.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; null when there is no socket for it, and not a byte was handed to one.</returns>
    /// <exception cref="PostRefusedException">The venue did not take it.</exception>
    /// <exception cref="PostLostException">The socket was lost first.</exception>
    /// <exception cref="ResponseTooLongException">The answer is longer than allowed.</exception>
    public async Task<PostAnswer?> TryPostAsync(string kind, ReadOnlyMemory<byte> payload, bool urgent, TimeSpan patience, PostDelivery delivery, CancellationToken cancellationToken)
    {
        if (payload.Length > maxRequestBytes) return GoesOverHttp("size");
        await limits.AcquirePostAsync(urgent, cancellationToken).ConfigureAwait(false);
        Post? post = null;
        try
        {
            if (await FindSessionAsync(patience, cancellationToken).ConfigureAwait(false) is not { } session) return GoesOverHttp("closed");
            await limits.AcquireMessageAsync(urgent, cancellationToken).ConfigureAwait(false);
            post = new Post(Interlocked.Increment(ref _lastId));
            if (!await session.TrySendAsync(post, Frame(kind, post.Id, payload), delivery, cancellationToken).ConfigureAwait(false)) return GoesOverHttp("closed");
            return await post.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // One that was sent and has no answer still takes a place at the venue.
            if (post is null || !post.Abandon(timeProvider.GetTimestamp())) limits.ReleasePost();
        }
    }

    public void Dispose()
    {
        Session? session;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            session = _session;
        }

        _stop.Cancel();
        session?.Abort("The client was disposed.");
        _stop.Dispose();
    }

    private static byte[] Frame(string kind, long id, ReadOnlyMemory<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $$"""{"method":"post","id":{{id}},"request":{"type":"{{kind}}","payload":""");
        var frame = new byte[head.Length + payload.Length + 2];
        Encoding.ASCII.GetBytes(head, frame);
        payload.Span.CopyTo(frame.AsSpan(head.Length));
        "}}"u8.CopyTo(frame.AsSpan(head.Length + payload.Length));
        return frame;
    }

    private PostAnswer? GoesOverHttp(string reason)
    {
        Telemetry.Fallbacks.Add(1, new KeyValuePair<string, object?>("reason", reason));
        Log.PostOverHttp(logger, reason);
        return null;
    }

    private async Task<Session?> FindSessionAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task<Session?> opening;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(HyperliquidClient));
            if (_session is { IsOver: false } session) return session;
            if (_opening is null && _failedAt is { } failedAt && timeProvider.GetElapsedTime(failedAt) < Pause()) return null;
            opening = _opening ??= OpenAsync();
        }

        try
        {
            return await opening.WaitAsync(patience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private TimeSpan Pause()
    {
        var pause = options.MinReconnectDelay * Math.Pow(2, Math.Clamp(_failures - 1, 0, 20));
        return pause > options.MaxReconnectDelay ? options.MaxReconnectDelay : pause;
    }

    private async Task<Session?> OpenAsync()
    {
        await Task.Yield();
        Session? session = null;
        try
        {
            session = await ConnectAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!_stop.IsCancellationRequested) FeedLog.SocketNotOpened(logger, e.GetType().Name);
        }

        lock (_gate)
        {
            _opening = null;
            if (session is null)
            {
                _failures++;
                _failedAt = timeProvider.GetTimestamp();
                return null;
            }

            (_failures, _failedAt, _session) = (0, null, session);
            if (_wasOpened) Telemetry.Reconnects.Add(1, new KeyValuePair<string, object?>("socket", "posts"));
            _wasOpened = true;
        }

        _ = ServeAsync(session);
        return session;
    }

    private async Task<Session?> ConnectAsync()
    {
        if (!limits.TryAddConnection()) return null;
        WebSocket? socket = null;
        try
        {
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, timeProvider);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, deadline.Token);
            await limits.AcquireNewConnectionAsync(linked.Token).ConfigureAwait(false);
            socket = await factory(address, linked.Token).ConfigureAwait(false);
            _stop.Token.ThrowIfCancellationRequested();
            return new Session(socket, timeProvider.GetTimestamp(), _stop.Token);
        }
        catch
        {
            socket?.Dispose();
            limits.RemoveConnection();
            throw;
        }
    }

    /// <summary>Serves one socket until it is lost; whoever waits for an answer is told then.</summary>
    private async Task ServeAsync(Session session)
    {
        Telemetry.Sockets.Add(1, new KeyValuePair<string, object?>("socket", "posts"));
        FeedLog.SocketOpened(logger);
        var reason = "The work of the socket ended.";
        try
        {
            var ticks = timeProvider.CreateTimer(static state => { var (self, session) = ((SocketPosts, Session))state!; self.Tick(session); }, (this, session), TickInterval, TickInterval);
            await using var _ = ticks.ConfigureAwait(false);
            reason = await ReceiveAsync(session).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            reason = session.Reason ?? HttpBody.Quote(e.Message);
        }

        lock (_gate)
        {
            if (_session == session) _session = null;
        }

        Telemetry.Sockets.Add(-1, new KeyValuePair<string, object?>("socket", "posts"));
        if (!_stop.IsCancellationRequested) FeedLog.SocketLost(logger, reason);
        foreach (var post in session.End(reason)) Finish(post, new PostLostException(reason));
        limits.RemoveConnection();
        session.Dispose();
    }

    private async Task<string> ReceiveAsync(Session session)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var (used, skipped) = (0, 0L);

        // What wraps an answer is not the answer's.
        var longest = (int)Math.Min((long)maxResponseBytes + HeadLength, Array.MaxLength);
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
                if (used > longest || skipped > 0)
                {
                    // The rest is read and thrown away, so that one long answer does not cost the others theirs.
                    skipped += used - Math.Min(used, HeadLength);
                    used = Math.Min(used, HeadLength);
                    if (skipped > options.MaxMessageBytes) return string.Create(CultureInfo.InvariantCulture, $"A message is longer than {options.MaxMessageBytes} bytes.");
                }

                if (!received.EndOfMessage) continue;
                session.HeardAt = timeProvider.GetTimestamp();
                if (received.MessageType == WebSocketMessageType.Text) Handle(session, buffer.AsMemory(0, used), isWhole: skipped == 0);
                (used, skipped) = (0, 0);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Handle(Session session, ReadOnlyMemory<byte> message, bool isWhole)
    {
        try
        {
            if (message.Span.StartsWith("Websocket connection established"u8)) return;
            var (channel, data) = Open(message);
            switch (channel)
            {
                case "pong": session.AwaitsPong = false; break;
                case "post": Answer(session, data, isWhole); break;
                case "error": ReportError(session, data); break;
                default: Log.PostUnclaimed(logger); break;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Whose it was cannot be known: who waits for it waits until his time is over.
            Log.PostUnclaimed(logger);
        }
    }

    /// <summary>The channel of a message, and its data as far as they are there.</summary>
    private static (string? Channel, ReadOnlyMemory<byte> Data) Open(ReadOnlyMemory<byte> message)
    {
        var reader = new Utf8JsonReader(message.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not an object.");
        string? channel = null;
        ReadOnlyMemory<byte> data = default;
        try
        {
            while ((channel is null || data.IsEmpty) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isChannel, isData) = (reader.ValueTextEquals("channel"u8), reader.ValueTextEquals("data"u8));
                reader.Read();
                if (isChannel && reader.TokenType == JsonTokenType.String) channel = reader.GetString();
                var start = (int)reader.TokenStartIndex;
                if (isData) data = message[start..];
                reader.Skip();
                if (isData) data = message[start..(int)reader.BytesConsumed];
            }
        }
        catch (JsonException) when (channel is not null && !data.IsEmpty)
        {
            // The beginning has to do.
        }

        return (channel, data);
    }

    private void Answer(Session session, ReadOnlyMemory<byte> data, bool isWhole)
    {
        var answer = PostAnswer.Read(data, out var id);
        if (id is not { } known || session.Take(known) is not { } post)
        {
            Log.PostUnclaimed(logger);
            return;
        }

        if (isWhole && answer.Payload.Length <= maxResponseBytes) Finish(post, answer with { Payload = answer.Payload.ToArray() });
        else Finish(post, new ResponseTooLongException(maxResponseBytes));
    }

    /// <summary>Finds whose error it is by the number at its end, or in the request that it repeats.</summary>
    private void ReportError(Session session, ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data);
        var text = document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : document.RootElement.GetRawText();
        if (text.StartsWith("Cannot send more than", StringComparison.Ordinal))
        {
            // Which message it was is not said: who has no answer waits until his time is over.
            limits.BackOffMessages();
            return;
        }

        if (FindId(text) is not { } id || session.Take(id) is not { } post)
        {
            Log.PostUnclaimed(logger);
            return;
        }

        // Only what cannot be misread proves that nothing was done. Whatever else it says stands where an answer would, and proves nothing.
        if (text.StartsWith("too many pending post requests", StringComparison.OrdinalIgnoreCase)) Finish(post, new PostRefusedException(text, isMalformed: false));
        else if (text.StartsWith("Error parsing JSON", StringComparison.OrdinalIgnoreCase)) Finish(post, new PostRefusedException(text, isMalformed: true));
        else Finish(post, new PostAnswer("error", data.ToArray()));
    }

    private static long? FindId(string text)
    {
        var last = text.LastIndexOf("id=", StringComparison.Ordinal);
        if (last >= 0 && long.TryParse(text.AsSpan(last + 3).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var trailing)) return trailing;
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end < start) return null;
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(start, end + 1 - start));
            return document.RootElement.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Finish(Post post, PostAnswer answer)
    {
        if (post.TryAnswer(answer)) limits.ReleasePost();
    }

    private void Finish(Post post, Exception error)
    {
        if (post.TryFail(error)) limits.ReleasePost();
    }

    /// <summary>Looks once a second whether anything is overdue.</summary>
    private void Tick(Session session)
    {
        try
        {
            foreach (var post in session.TakeForgotten(timeProvider, Forgotten)) Finish(post, new PostLostException("It had no answer."));
            if (timeProvider.GetElapsedTime(session.HeardAt) >= options.SilenceTimeout) session.Abort($"Nothing arrived for {options.SilenceTimeout:c}.");
            else if (session.AwaitsPong && timeProvider.GetElapsedTime(session.LastPingAt) >= options.PongTimeout) session.Abort($"A ping had no answer within {options.PongTimeout:c}.");
            else if (!session.AwaitsPong && !session.HoldsPing && timeProvider.GetElapsedTime(session.LastPingAt) >= options.PingInterval) _ = PingAsync(session);
        }
        catch (Exception e)
        {
            // Nobody else would catch it above a timer.
            FeedLog.SocketFailed(logger, e.GetType().Name);
            session.Abort(HttpBody.Quote(e.Message));
        }
    }

    private async Task PingAsync(Session session)
    {
        session.HoldsPing = true;
        try
        {
            await limits.AcquireMessageAsync(urgent: true, session.Token).ConfigureAwait(false);
            (session.LastPingAt, session.AwaitsPong) = (timeProvider.GetTimestamp(), true);
            await session.SendAsync("""{"method":"ping"}"""u8.ToArray()).ConfigureAwait(false);
            session.HoldsPing = false;
        }
        catch (Exception e)
        {
            session.Abort(HttpBody.Quote(e.Message));
        }
    }

    /// <summary>One request, from the moment it may be sent to its answer.</summary>
    private sealed class Post(long id)
    {
        private readonly TaskCompletionSource<PostAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private bool _wasSent;
        private bool _isOver;
        private bool _holdsPlace;

        public long Id => id;

        public Task<PostAnswer> Answer => _answer.Task;

        /// <summary>When its caller stopped waiting.</summary>
        public long? AbandonedAt { get; private set; }

        public void WasSent()
        {
            lock (_gate) _wasSent = true;
        }

        /// <summary>Its caller goes away; true when it still takes a place at the venue, which it gives back with its end.</summary>
        public bool Abandon(long now)
        {
            lock (_gate)
            {
                if (_isOver || !_wasSent) return false;
                AbandonedAt = now;
                return _holdsPlace = true;
            }
        }

        /// <summary>Ends it; true when it held a place that has to be given back.</summary>
        public bool TryAnswer(PostAnswer answer)
        {
            lock (_gate)
            {
                _isOver = true;
                _answer.TrySetResult(answer);
                return Release();
            }
        }

        /// <inheritdoc cref="TryAnswer"/>
        public bool TryFail(Exception error)
        {
            lock (_gate)
            {
                _isOver = true;
                if (_answer.TrySetException(error)) _ = _answer.Task.Exception;
                return Release();
            }
        }

        private bool Release()
        {
            var held = _holdsPlace;
            _holdsPlace = false;
            return held;
        }
    }

    /// <summary>One socket from its opening to its end.</summary>
    private sealed class Session(WebSocket socket, long openedAt, CancellationToken stop) : IDisposable
    {
        private readonly CancellationTokenSource _abort = CancellationTokenSource.CreateLinkedTokenSource(stop);

        // Not disposed: whoever is still in its queue has to find it.
        private readonly SemaphoreSlim _sending = new(1, 1);
        private readonly Lock _gate = new();
        private readonly Dictionary<long, Post> _posts = [];
        private volatile bool _isOver;

        public WebSocket Socket => socket;

        public CancellationToken Token => _abort.Token;

        public bool IsOver => _isOver || _abort.IsCancellationRequested;

        public long HeardAt { get; set; } = openedAt;

        public long LastPingAt { get; set; } = openedAt;

        public bool AwaitsPong { get; set; }

        /// <summary>Whether a ping waits to be sent.</summary>
        public bool HoldsPing { get; set; }

        public string? Reason { get; private set; }

        /// <summary>Sends a request; false when the socket is over and has not seen a byte of it.</summary>
        /// <remarks>The caller's token ends the wait for the others' frames and never a frame that has begun: half of one would cost the others their socket.</remarks>
        public async Task<bool> TrySendAsync(Post post, byte[] frame, PostDelivery delivery, CancellationToken cancellationToken)
        {
            try
            {
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Token);
                await _sending.WaitAsync(linked.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            lock (_gate)
            {
                if (_isOver || socket.State != WebSocketState.Open)
                {
                    _sending.Release();
                    return false;
                }

                _posts.Add(post.Id, post);
                post.WasSent();
            }

            delivery.Start();
            _ = WriteAsync(frame);
            return true;
        }

        public async Task SendAsync(byte[] frame)
        {
            await _sending.WaitAsync(Token).ConfigureAwait(false);
            await WriteAsync(frame).ConfigureAwait(false);
        }

        public Post? Take(long id)
        {
            lock (_gate) return _posts.Remove(id, out var post) ? post : null;
        }

        public List<Post> TakeForgotten(TimeProvider timeProvider, TimeSpan after)
        {
            lock (_gate)
            {
                var forgotten = _posts.Values.Where(post => post.AbandonedAt is { } at && timeProvider.GetElapsedTime(at) >= after).ToList();
                foreach (var post in forgotten) _posts.Remove(post.Id);
                return forgotten;
            }
        }

        /// <summary>No more posts; those that have no answer.</summary>
        public List<Post> End(string reason)
        {
            Abort(reason);
            lock (_gate)
            {
                _isOver = true;
                List<Post> unanswered = [.. _posts.Values];
                _posts.Clear();
                return unanswered;
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
            _abort.Dispose();
        }

        /// <summary>Writes a frame and lets the next one go. Called by whoever holds the turn.</summary>
        private async Task WriteAsync(byte[] frame)
        {
            try
            {
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Nothing can be sent any more; the end of the socket tells everyone who waits.
                Abort(HttpBody.Quote(e.Message));
            }
            finally
            {
                _sending.Release();
            }
        }
    }
}
