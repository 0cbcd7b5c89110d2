using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Counts the requests that were posted over sockets and have neither an answer nor lost their socket, so that a virtual clock can wait for them.</summary>
internal sealed class WatchedPosts
{
    private int _outstanding;

    public int Outstanding => Volatile.Read(ref _outstanding);

    public void Add(int count) => Interlocked.Add(ref _outstanding, count);
}

internal static partial class WatchedSockets
{
    /// <summary>Opens a socket to an emulator, which the clock waits for.</summary>
    public static async Task<WebSocket> OpenAsync(this VirtualTime time, HyperliquidEmulator emulator, WatchedPosts posts, Uri address, CancellationToken cancellationToken)
    {
        using var work = time.Begin();
        return new Watched(await emulator.CreateSocketFactory()(address, cancellationToken), posts);
    }

    [GeneratedRegex("\"id\":(?<id>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex PostId();

    private sealed class Watched(WebSocket inner, WatchedPosts posts) : WebSocket
    {
        private readonly HashSet<long> _ids = [];
        private bool _isOver;

        public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

        public override string? CloseStatusDescription => inner.CloseStatusDescription;

        public override WebSocketState State => inner.State;

        public override string? SubProtocol => inner.SubProtocol;

        public override void Abort()
        {
            inner.Abort();
            End();
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Dispose()
        {
            inner.Dispose();
            End();
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var result = await inner.ReceiveAsync(buffer, cancellationToken);
            Count(Encoding.UTF8.GetString(buffer.Span[..Math.Min(result.Count, 64)]), isAnswer: true);
            return result;
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            Count(Encoding.UTF8.GetString(buffer.Span[..Math.Min(buffer.Length, 64)]), isAnswer: false);
            return inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);
        }

        private void Count(string text, bool isAnswer)
        {
            if (!PostId().Match(text).Groups["id"].Success) return;
            var id = long.Parse(PostId().Match(text).Groups["id"].ValueSpan, CultureInfo.InvariantCulture);
            lock (_ids)
            {
                if (!_isOver && (isAnswer ? _ids.Remove(id) : _ids.Add(id))) posts.Add(isAnswer ? -1 : 1);
            }
        }

        private void End()
        {
            lock (_ids)
            {
                if (_isOver) return;
                _isOver = true;
                posts.Add(-_ids.Count);
            }
        }
    }
}
