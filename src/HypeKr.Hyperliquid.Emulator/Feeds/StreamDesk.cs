using System.Runtime.InteropServices;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>All sockets: what they ask for, and what they are told. Used inside the gate.</summary>
/// <remarks>
/// What happened is told at the end of the step: trades, books, middles and contexts, then each account in the order in which it was
/// touched. The answer to a post comes after what it caused, on its own socket as on others. Nobody is waited for.
/// </remarks>
internal sealed class StreamDesk
{
    private const int ClosedByPolicy = 1008;
    private const int ClosedInOrder = 1000;
    private const int TooBig = 1009;
    private const int EchoLength = 200;
    private const long BlockPeriod = 1000;

    private readonly Venue _venue;
    private readonly VenueEvents _events;
    private readonly EmulatorStreamOptions _options;
    private readonly EmulatorFaults _faults;
    private readonly RequestDesk _requests;
    private readonly TopicFactory _factory;
    private readonly List<StreamSession> _sessions = [];
    private readonly Dictionary<string, StreamClient> _clients = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<OrderBook, List<Topic>> _byBook = [];
    private readonly Dictionary<EthereumAddress, List<Topic>> _byUser = [];
    private readonly List<Topic> _general = [];
    private readonly List<Topic> _dirty = [];
    private readonly List<StreamSession> _slow = [];
    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private ScheduledWork? _tick;
    private ScheduledWork? _flush;
    private ScheduledWork? _blocks;
    private long _lastSession;

    public StreamDesk(Venue venue, EmulatorStreamOptions options, EmulatorFaults faults, RequestDesk requests, TopicFactory factory)
    {
        options.Check();
        (_venue, _events, _options, _faults, _requests, _factory) = (venue, venue.Events, options, faults, requests, factory);
    }

    public int Count => _sessions.Count;

    /// <summary>Lets a socket in.</summary>
    /// <param name="path"><c>/ws</c> or <c>/explorer/ws</c>.</param>
    /// <param name="client">Whom the limits count.</param>
    /// <param name="connection">The name for faults; null for a number.</param>
    /// <param name="refusal">Why not: an HTTP status.</param>
    public StreamSession? Open(string path, string client, string? connection, out int refusal)
    {
        refusal = path is "/ws" or "/explorer/ws" ? 0 : 404;
        if (refusal != 0) return null;
        if (_faults.Strike(FaultStage.Connection, new FaultSubject(path, null, null, connection)).Count > 0)
        {
            refusal = 503;
            return null;
        }

        if (!_clients.TryGetValue(client, out var counted)) _clients[client] = counted = new StreamClient(client);
        if (counted.Connections >= _options.MaxConnections || !counted.TryOpen(_venue.Now, _options.MaxConnectionsPerMinute))
        {
            refusal = 429;
            return null;
        }

        counted.Connections++;
        var session = new StreamSession(counted, connection ?? $"socket {WireText.Of(++_lastSession)}", path == "/explorer/ws", _options) { SentAt = _venue.Now };
        _sessions.Add(session);
        if (_options.Greets) Send(session, "Websocket connection established."u8.ToArray(), "", null);
        _tick ??= _venue.Clock.At(_venue.Now + TickPeriod, Tick);
        return session;
    }

    /// <summary>Takes a whole message of a socket.</summary>
    public void Receive(StreamSession session, ReadOnlyMemory<byte> message)
    {
        if (session.End is not null) return;
        if (message.Length > _options.MaxMessageBytes)
        {
            Close(session, new StreamEnd(TooBig, "Message too big"));
            return;
        }

        if (!session.Client.TryMessage(_venue.Now, _options.MaxMessagesPerMinute))
        {
            SendError(session, $"Cannot send more than {WireText.Of((long)_options.MaxMessagesPerMinute)} messages per minute.");
        }
        else
        {
            try
            {
                using var document = WireShape.Parse(message);
                Carry(session, new WireShape(document.RootElement, ""), document.RootElement);
            }
            catch (ShapeException)
            {
                SendError(session, $"Error parsing JSON into valid websocket request: {Excerpt(message)}");
            }
        }

        DropSlow();
    }

    /// <summary>A socket is gone, or has to go.</summary>
    public void Close(StreamSession session, StreamEnd end)
    {
        session.Close(end);
        if (!_sessions.Remove(session)) return;
        session.Client.Connections--;
        foreach (var topic in session.Topics.Values.ToArray()) Unsubscribe(session, topic);
        if (_sessions.Count > 0) return;
        _tick?.Cancel();
        _tick = null;
    }

    /// <summary>Ends all sockets, as a restart of the venue does.</summary>
    public void CloseAll(string? connection, StreamEnd end)
    {
        foreach (var session in _sessions.Where(s => connection is null || s.Name == connection).ToArray()) Close(session, end);
    }

    /// <summary>Tells what has happened.</summary>
    public void Publish()
    {
        if (_events.IsEmpty) return;

        foreach (var topic in _general) Tell(topic);
        foreach (var book in _events.Books)
        {
            if (_byBook.TryGetValue(book, out var topics)) topics.ForEach(Touch);
        }

        if (_events.Books.Count + _events.Marks.Count + _events.Trades.Count > 0)
        {
            foreach (var topic in _general)
            {
                if (topic.Interest.HasFlag(TopicInterest.Contexts)) Touch(topic);
            }
        }

        // A new mark is a new value of every position.
        var isRevalued = _events.Marks.Count > 0;
        foreach (var account in _events.Accounts)
        {
            if (!_byUser.TryGetValue(account.Address, out var topics)) continue;
            foreach (var topic in topics)
            {
                Tell(topic);
                Touch(topic);
            }
        }

        if (isRevalued)
        {
            foreach (var topics in _byUser.Values)
            {
                foreach (var topic in topics)
                {
                    if (topic.Interest.HasFlag(TopicInterest.Contexts)) Touch(topic);
                }
            }
        }

        _events.Clear();
        DropSlow();
    }

    private long TickPeriod => Math.Max(1, (long)Math.Min(_options.Beat.TotalMilliseconds, _options.IdleTimeout.TotalMilliseconds));

    /// <summary>What is told once an interval is told now, or noted.</summary>
    private void Touch(Topic topic)
    {
        if (topic.Whole is null) return;
        if (_options.Interval == TimeSpan.Zero)
        {
            Send(topic, topic.Whole(false));
            return;
        }

        if (topic.IsDirty) return;
        topic.IsDirty = true;
        _dirty.Add(topic);
        _flush ??= _venue.Clock.At(_venue.Now + Math.Max(1, (long)_options.Interval.TotalMilliseconds), () =>
        {
            _flush = null;
            foreach (var changed in _dirty)
            {
                changed.IsDirty = false;
                if (changed.Subscribers.Count > 0) Send(changed, changed.Whole!(false));
            }

            _dirty.Clear();
            DropSlow();
        });
    }

    private void Tell(Topic topic)
    {
        if (topic.Changes is null) return;
        _messages.Clear();
        topic.Changes(_events, _messages);
        foreach (var message in _messages) Send(topic, message);
    }

    private void Tick()
    {
        _tick = _venue.Clock.At(_venue.Now + TickPeriod, Tick);
        foreach (var session in _sessions.ToArray())
        {
            if (!session.IsQuiet) continue;
            if (_venue.Now - session.SentAt >= (long)_options.IdleTimeout.TotalMilliseconds)
            {
                Close(session, new StreamEnd(ClosedInOrder, "Inactive"));
                continue;
            }

            foreach (var topic in session.Topics.Values)
            {
                if (topic.Beats && topic.Whole is not null && !session.Silenced.Contains(topic)) SendTo(session, topic, topic.Whole!(true));
            }
        }

        DropSlow();
    }

    /// <summary>Blocks are told once a second, to those who have read the last ones.</summary>
    private void TellBlocks()
    {
        _blocks = null;
        foreach (var topic in _general)
        {
            if (topic.Interest != TopicInterest.Blocks) continue;
            _blocks ??= _venue.Clock.At(_venue.Now + BlockPeriod, TellBlocks);
            var message = topic.Whole!(false);
            foreach (var session in topic.Subscribers)
            {
                if (session.IsQuiet && !session.Silenced.Contains(topic)) SendTo(session, topic, message);
            }
        }

        DropSlow();
    }

    private void SendTo(StreamSession session, Topic topic, ReadOnlyMemory<byte> message)
    {
        if (!message.IsEmpty) Send(session, message, topic.Channel, topic.User);
    }

    private void Carry(StreamSession session, WireShape message, JsonElement root)
    {
        switch (message.Member("method").Text())
        {
            case "ping":
                Send(session, StreamText.Pong, "pong", null);
                break;
            case "subscribe":
                Subscribe(session, message.Member("subscription"), root);
                break;
            case "unsubscribe":
                Unsubscribe(session, message.Member("subscription"), root);
                break;
            case "post" when !session.IsExplorer:
                Post(session, message, root);
                break;
            default:
                throw message.Member("method").Wrong("ping, subscribe, unsubscribe or post");
        }
    }

    private void Subscribe(StreamSession session, WireShape subscription, JsonElement root)
    {
        var raw = root.GetProperty("subscription").GetRawText();
        if (_factory.Create(subscription, session.IsExplorer) is not { } asked)
        {
            SendError(session, $"Invalid subscription {raw}");
            return;
        }

        if (session.Topics.ContainsKey(asked.Echo))
        {
            SendError(session, $"Already subscribed: {asked.Echo}");
            return;
        }

        var client = session.Client;
        if (client.Subscriptions >= _options.MaxSubscriptions)
        {
            SendError(session, $"Cannot subscribe to more than {WireText.Of((long)_options.MaxSubscriptions)} channels.");
            return;
        }

        if (asked.User is { } user && !client.Users.ContainsKey(user) && client.Users.Count >= _options.MaxUsers)
        {
            SendError(session, $"Cannot track more than {WireText.Of((long)_options.MaxUsers)} total users.");
            return;
        }

        var topic = Join(session, asked);
        var kinds = _faults.Strike(FaultStage.Subscription, new FaultSubject(session.IsExplorer ? "/explorer/ws" : "/ws", topic.Type, () => topic.User, session.Name))
            .Select(f => f.Rule.Effect.Kind).ToArray();
        if (kinds.Contains(FaultKind.SilenceSubscription)) session.Silenced.Add(topic);
        if (kinds.Contains(FaultKind.WrongAcknowledgement)) Send(session, StreamText.Acknowledgement("subscribe", """{"type":"trades","coin":"WRONG"}"""), "subscriptionResponse", topic.User);
        else if (!kinds.Contains(FaultKind.WithholdAcknowledgement)) Send(session, StreamText.Acknowledgement("subscribe", topic.Echo), "subscriptionResponse", topic.User);
        if (session.Silenced.Contains(topic)) return;

        SendTo(session, topic, topic.First is { } write ? write() : topic.Whole?.Invoke(true) ?? default);
    }

    private void Unsubscribe(StreamSession session, WireShape subscription, JsonElement root)
    {
        if (_factory.Create(subscription, session.IsExplorer) is not { } asked)
        {
            SendError(session, $"Invalid subscription {root.GetProperty("subscription").GetRawText()}");
        }
        else if (session.Topics.TryGetValue(asked.Echo, out var topic))
        {
            Unsubscribe(session, topic);
            Send(session, StreamText.Acknowledgement("unsubscribe", topic.Echo), "subscriptionResponse", topic.User);
        }
        else
        {
            SendError(session, $"Already unsubscribed: {asked.Echo}");
        }
    }

    private Topic Join(StreamSession session, Topic asked)
    {
        if (!_topics.TryGetValue(asked.Echo, out var topic))
        {
            _topics[asked.Echo] = topic = asked;
            if (topic.User is { } user) Index(_byUser, user, topic);
            else if (topic.Book is { } book) Index(_byBook, book, topic);
            else _general.Add(topic);
            if (topic.Interest == TopicInterest.Blocks) _blocks ??= _venue.Clock.At(_venue.Now + BlockPeriod, TellBlocks);
            _events.IsRecording = true;
        }

        topic.Subscribers.Add(session);
        session.Topics.Add(topic.Echo, topic);
        session.Client.Subscriptions++;
        if (topic.User is { } tracked) CollectionsMarshal.GetValueRefOrAddDefault(session.Client.Users, tracked, out _)++;
        return topic;
    }

    private void Unsubscribe(StreamSession session, Topic topic)
    {
        session.Topics.Remove(topic.Echo);
        session.Silenced.Remove(topic);
        session.Client.Subscriptions--;
        if (topic.User is { } tracked && --CollectionsMarshal.GetValueRefOrAddDefault(session.Client.Users, tracked, out _) == 0) session.Client.Users.Remove(tracked);
        topic.Subscribers.Remove(session);
        if (topic.Subscribers.Count > 0) return;

        _topics.Remove(topic.Echo);
        if (topic.User is { } user) Deindex(_byUser, user, topic);
        else if (topic.Book is { } book) Deindex(_byBook, book, topic);
        else _general.Remove(topic);
        _events.IsRecording = _topics.Count > 0;
    }

    private void Post(StreamSession session, WireShape message, JsonElement root)
    {
        var id = message.Member("id").Unsigned();
        var request = message.Member("request");
        var type = request.Member("type").OneOf("info", "action");
        var payload = request.Member("payload");
        if (session.PendingPosts >= _options.MaxPendingPosts)
        {
            SendError(session, $"too many pending post requests id={id.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            return;
        }

        session.PendingPosts++;
        var element = root.GetProperty("request").GetProperty("payload");
        var name = type == "info" && payload.Kind == JsonValueKind.Object && element.TryGetProperty("type", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        ReadOnlyMemory<byte> body = JsonMarshal.GetRawUtf8Value(element).ToArray();
        _requests.Handle("/ws", type == "info" ? "/info" : "/exchange", body, session.Name, reply =>
        {
            session.PendingPosts--;
            if (session.End is not null) return;

            // What this request caused is told before it is answered.
            Publish();
            if (reply.Delivery is { IsDropped: true })
            {
                Close(session, StreamEnd.Broken);
                return;
            }

            Send(session, StreamText.Message("post", writer => WritePost(writer, id, type, name, reply)), "post", null, reply.Delivery);
            DropSlow();
        });
    }

    private static void WritePost(Utf8JsonWriter writer, ulong id, string type, string? name, EmulatorReply reply)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteStartObject("response");
        if (reply.StatusCode != 200 || !IsJson(reply.Body))
        {
            writer.WriteString("type", "error");
            writer.WriteString("payload", $"{WireText.Of((long)reply.StatusCode)} {((System.Net.HttpStatusCode)reply.StatusCode).ToString()}: {StreamText.Text(reply.Body)}");
        }
        else if (type == "info")
        {
            writer.WriteString("type", "info");
            writer.WriteStartObject("payload");
            writer.WriteString("type", name);
            writer.WriteRaw("data", reply.Body);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", "action");
            writer.WriteRaw("payload", reply.Body);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        // A fault may answer with anything.
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            while (reader.Read())
            {
            }

            return !body.IsEmpty;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void SendError(StreamSession session, string text) => Send(session, StreamText.Error(text), "error", null);

    private void Send(Topic topic, ReadOnlyMemory<byte> message)
    {
        if (message.IsEmpty) return;
        foreach (var session in topic.Subscribers)
        {
            if (!session.Silenced.Contains(topic)) Send(session, message, topic.Channel, topic.User);
        }
    }

    private void Send(StreamSession session, ReadOnlyMemory<byte> message, string channel, EthereumAddress? user, ReplyDelivery? delivery = null)
    {
        if (session.End is not null) return;
        session.SentAt = _venue.Now;
        var frame = new Frame(message);
        if (delivery is not null) frame = frame with { KeepBytes = delivery.CutAfter, PieceBytes = delivery.PieceBytes, PieceMilliseconds = (long)delivery.Pause.TotalMilliseconds };
        if (!_faults.IsAny && session.Overtaken is null)
        {
            Queue(session, frame);
            return;
        }

        var copies = 1;
        var isSwapped = false;
        foreach (var fault in _faults.Strike(FaultStage.Message, new FaultSubject(session.IsExplorer ? "/explorer/ws" : "/ws", channel, () => user, session.Name)))
        {
            var effect = fault.Rule.Effect;
            switch (effect.Kind)
            {
                case FaultKind.DropMessage:
                    copies = 0;
                    break;
                case FaultKind.DuplicateMessage:
                    copies = 2;
                    break;
                case FaultKind.DelayMessage:
                    var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _venue.Clock.At(_venue.Now + fault.Sample(), due.SetResult);
                    frame = frame with { Due = due.Task };
                    break;
                case FaultKind.SwapMessage:
                    isSwapped = true;
                    break;
                case FaultKind.TrickleMessage:
                    frame = frame with { PieceBytes = effect.Bytes, PieceMilliseconds = fault.Sample() };
                    break;
                case FaultKind.CutMessage:
                    frame = frame with { KeepBytes = Math.Min(effect.Bytes, message.Length) };
                    break;
                case FaultKind.CloseSocket:
                    _ended.Add((session, new StreamEnd(ClosedInOrder, "")));
                    return;
                default:
                    _ended.Add((session, StreamEnd.Broken));
                    return;
            }
        }

        if (isSwapped && session.Overtaken is null)
        {
            session.Overtaken = frame;
            return;
        }

        for (var i = 0; i < copies; i++) Queue(session, frame);
        if (session.Overtaken is not { } overtaken) return;
        session.Overtaken = null;
        Queue(session, overtaken);
    }

    private void Queue(StreamSession session, Frame frame)
    {
        if (!session.TrySend(frame)) _slow.Add(session);
    }

    // Topics are being told to their subscribers when one proves slow, or a fault ends it: it leaves afterwards.
    private void DropSlow()
    {
        foreach (var session in _slow) Close(session, new StreamEnd(ClosedByPolicy, "Too slow"));
        _slow.Clear();
        foreach (var (session, end) in _ended) Close(session, end);
        _ended.Clear();
    }

    private readonly List<(StreamSession Session, StreamEnd End)> _ended = [];

    private static string Excerpt(ReadOnlyMemory<byte> message)
    {
        var text = StreamText.Text(message);
        return text.Length > EchoLength ? text[..EchoLength] : text;
    }

    private static void Index<TKey>(Dictionary<TKey, List<Topic>> index, TKey key, Topic topic)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var topics)) index[key] = topics = [];
        topics.Add(topic);
    }

    private static void Deindex<TKey>(Dictionary<TKey, List<Topic>> index, TKey key, Topic topic)
        where TKey : notnull
    {
        var topics = index[key];
        topics.Remove(topic);
        if (topics.Count == 0) index.Remove(key);
    }
}
