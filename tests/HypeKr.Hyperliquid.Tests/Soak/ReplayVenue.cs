using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A venue that acknowledges every subscription and then says the same again and again, as fast as it is heard: over pipes, or over real sockets of the loopback.</summary>
internal sealed class ReplayVenue : IDisposable
{
    private readonly List<Connection> _connections = [];
    private readonly TcpListener? _listener;
    private int _subscriptions;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReplayVenue(bool overLoopback)
    {
        if (!overLoopback) return;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
    }

    /// <summary>Answers <c>/info</c> with a universe of 500 coins, <c>C0</c> to <c>C499</c>.</summary>
    public HttpMessageHandler Info { get; } = new Universe();

    /// <summary>How many subscriptions are held over all sockets.</summary>
    public int Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>How many bytes one round of all sockets has.</summary>
    public long RoundBytes
    {
        get
        {
            lock (_connections) return _connections.Sum(connection => connection.RoundBytes);
        }
    }

    public async Task<WebSocket> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        Stream near, far;
        if (_listener is not null)
        {
            var accepting = _listener.AcceptTcpClientAsync(cancellationToken);
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, cancellationToken);
            (near, far) = (client.GetStream(), (await accepting).GetStream());
        }
        else
        {
            var (there, back) = (new Pipe(), new Pipe());
            (near, far) = (new DuplexStream(back.Reader, there.Writer), new DuplexStream(there.Reader, back.Writer));
        }

        var connection = new Connection(this, far);
        lock (_connections) _connections.Add(connection);
        connection.Start();
        return WebSocket.CreateFromStream(near, isServer: false, null, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until so many subscriptions are held; <paramref name="meanwhile"/> runs between looks, as a clock that has to move.</summary>
    public async Task HoldsAsync(int subscriptions, Action? meanwhile = null)
    {
        while (Subscriptions != subscriptions)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (Subscriptions == subscriptions) return;
            if (meanwhile is null)
            {
                await changed.WaitAsync(TimeSpan.FromMinutes(1));
            }
            else
            {
                meanwhile();
                await Task.Yield();
            }
        }
    }

    /// <summary>Every socket says its round, so many times: one message for each subscription.</summary>
    public async Task SayAsync(int rounds)
    {
        Connection[] connections;
        lock (_connections) connections = [.. _connections];
        await Task.WhenAll(connections.Select(connection => Task.Run(() => connection.SayAsync(rounds))));
    }

    /// <summary>Waits until the client has given up every socket.</summary>
    public async Task EndedAsync()
    {
        Connection[] connections;
        lock (_connections) connections = [.. _connections];
        await Task.WhenAll(connections.Select(connection => connection.Ended)).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>All sockets are cut.</summary>
    public void HangUp()
    {
        Connection[] connections;
        lock (_connections)
        {
            connections = [.. _connections];
            _connections.Clear();
        }

        foreach (var connection in connections) connection.Dispose();
    }

    public void Dispose()
    {
        HangUp();
        _listener?.Dispose();
        Info.Dispose();
    }

    private static byte[] Message(string type, string coin) => Encoding.UTF8.GetBytes(type switch
    {
        "trades" => $$"""{"channel":"trades","data":[{"coin":"{{coin}}","side":"B","px":"60000.0","sz":"0.00123","time":1772366400000,"hash":"0x{{new string('0', 64)}}","tid":123456789012345,"users":["0x{{new string('1', 40)}}","0x{{new string('2', 40)}}"]}]}""",
        "bbo" => $$$"""{"channel":"bbo","data":{"coin":"{{{coin}}}","time":1772366400000,"bbo":[{"px":"59999.0","sz":"1.5","n":3},{"px":"60001.0","sz":"2.5","n":4}]}}""",
        "l2Book" => $$$"""{"channel":"l2Book","data":{"coin":"{{{coin}}}","time":1772366400000,"levels":[[{{{Levels(59999)}}}],[{{{Levels(60020)}}}]]}}""",
        _ => throw new InvalidOperationException(type),
    });

    private static string Levels(int top) => string.Join(',', Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($$"""{"px":"{{top - i}}.0","sz":"1.25","n":2}""")));

    private void Changed(int by)
    {
        Interlocked.Add(ref _subscriptions, by);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed class Connection(ReplayVenue venue, Stream stream) : IDisposable
    {
        private readonly WebSocket _socket = WebSocket.CreateFromStream(stream, isServer: true, null, Timeout.InfiniteTimeSpan);
        private readonly SemaphoreSlim _sending = new(1, 1);
        private readonly Dictionary<string, byte[]> _held = new(StringComparer.Ordinal);
        private byte[]? _round;
        private bool _isOver;

        public long RoundBytes
        {
            get
            {
                lock (_held) return Round().Length;
            }
        }

        /// <summary>Ends when the other end is gone.</summary>
        public Task Ended { get; private set; } = Task.CompletedTask;

        public void Start() => Ended = RunAsync();

        public async Task SayAsync(int rounds)
        {
            byte[] round;
            lock (_held)
            {
                // One that the client has given up hears nothing more.
                if (_isOver) return;
                round = Round();
            }

            await _sending.WaitAsync();
            try
            {
                for (var i = 0; i < rounds; i++) await stream.WriteAsync(round);
                await stream.FlushAsync();
            }
            finally
            {
                _sending.Release();
            }
        }

        public void Dispose()
        {
            lock (_held)
            {
                if (_isOver) return;
                _isOver = true;
                venue.Changed(-_held.Count);
                _held.Clear();
            }

            _socket.Abort();
            _socket.Dispose();
            stream.Dispose();
        }

        private async Task RunAsync()
        {
            var buffer = new byte[4096];
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveAsync(buffer.AsMemory(), default);
                    if (received.MessageType == WebSocketMessageType.Close) break;
                    using var document = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
                    var frame = document.RootElement;
                    var method = frame.GetProperty("method").GetString()!;
                    if (method == "ping")
                    {
                        await SendAsync("""{"channel":"pong"}""");
                        continue;
                    }

                    var subscription = frame.GetProperty("subscription");
                    await SendAsync($$$"""{"channel":"subscriptionResponse","data":{"method":"{{{method}}}","subscription":{{{subscription.GetRawText()}}}}}""");
                    Hold(method, subscription);
                }
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException or InvalidOperationException)
            {
                // The other end is gone.
            }

            Dispose();
        }

        private void Hold(string method, JsonElement subscription)
        {
            var (type, coin) = (subscription.GetProperty("type").GetString()!, subscription.GetProperty("coin").GetString()!);
            lock (_held)
            {
                if (_isOver) return;
                var isNew = method == "subscribe" ? _held.TryAdd(type + coin, Frame(Message(type, coin))) : _held.Remove(type + coin);
                _round = null;
                if (isNew) venue.Changed(method == "subscribe" ? 1 : -1);
            }
        }

        private async Task SendAsync(string text)
        {
            await _sending.WaitAsync();
            try
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);
            }
            finally
            {
                _sending.Release();
            }
        }

        private byte[] Round() => _round ??= [.. _held.Values.SelectMany(frame => frame)];

        /// <summary>A message as it stands on the wire: a server does not mask.</summary>
        private static byte[] Frame(byte[] message)
        {
            if (message.Length < 126) return [0x81, (byte)message.Length, .. message];
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
            return [0x81, 126, .. length, .. message];
        }
    }

    private sealed class Universe : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var document = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            var body = document.RootElement.GetProperty("type").GetString() switch
            {
                "meta" => $$"""{"universe":[{{string.Join(',', Enumerable.Range(0, 500).Select(i => FormattableString.Invariant($$"""{"name":"C{{i}}","szDecimals":5,"maxLeverage":50}""")))}}],"collateralToken":0}""",
                "perpDexs" => "[null]",
                "spotMeta" => """{"universe":[],"tokens":[]}""",
                "outcomeMeta" => """{"outcomes":[],"questions":[]}""",
                var type => throw new InvalidOperationException(type),
            };
            return new(HttpStatusCode.OK) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        }
    }

    private sealed class DuplexStream(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _in = reader.AsStream();
        private readonly Stream _out = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => _out.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _in.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _in.ReadAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _out.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _out.WriteAsync(buffer, offset, count, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => _out.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _in.Dispose();
                _out.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
