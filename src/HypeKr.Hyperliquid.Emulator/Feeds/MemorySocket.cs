using System.Buffers;
using System.Net.WebSockets;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The client's end of a socket in memory. What it sends is taken at once, on its own thread.</summary>
internal sealed class MemorySocket(HyperliquidEmulator emulator, StreamSession session) : WebSocket
{
    private readonly ArrayBufferWriter<byte> _sent = new(256);
    private readonly CancellationTokenSource _aborted = new();
    private Frame? _frame;
    private int _position;
    private WebSocketState _state = WebSocketState.Open;
    private WebSocketCloseStatus? _closeStatus;
    private string? _closeText;

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => _closeText;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    /// <summary>Whether a message is there.</summary>
    internal bool HasMessage => _frame is not null || !session.IsQuiet;

    public override void Abort()
    {
        if (_state is WebSocketState.Closed or WebSocketState.Aborted) return;
        _state = WebSocketState.Aborted;
        emulator.Close(session, StreamEnd.Broken);
        _aborted.Cancel();
    }

    public override async Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        await CloseOutputAsync(closeStatus, statusDescription, cancellationToken).ConfigureAwait(false);
        var rest = new byte[1024];
        while (_state == WebSocketState.CloseSent) await ReceiveAsync(rest.AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        if (_state is not (WebSocketState.Open or WebSocketState.CloseReceived)) return Task.CompletedTask;
        _state = _state == WebSocketState.Open ? WebSocketState.CloseSent : WebSocketState.Closed;
        emulator.Close(session, new StreamEnd((int)closeStatus, statusDescription ?? ""));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        Abort();
        _aborted.Dispose();
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return new(result.Count, result.MessageType, result.EndOfMessage, _closeStatus, _closeText);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_state is not (WebSocketState.Open or WebSocketState.CloseSent)) throw new WebSocketException(WebSocketError.InvalidState);
        try
        {
            if (_frame is null && !session.TryRead(out _frame))
            {
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _aborted.Token);
                _frame = await session.ReadAsync(linked.Token).ConfigureAwait(false);
            }

            if (_frame is not { } frame) return End();
            if (_position == 0 && frame.Due is { } due) await due.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_position > 0 && frame.PieceBytes > 0 && _position % frame.PieceBytes == 0) await emulator.DelayAsync(TimeSpan.FromMilliseconds(frame.PieceMilliseconds), cancellationToken).ConfigureAwait(false);

            var length = frame.KeepBytes ?? frame.Data.Length;
            if (frame.KeepBytes is not null && _position >= length) throw Break();
            var count = Math.Min(buffer.Length, length - _position);
            if (frame.PieceBytes > 0) count = Math.Min(count, frame.PieceBytes - _position % frame.PieceBytes);
            frame.Data.Slice(_position, count).CopyTo(buffer);
            _position += count;
            var isWhole = frame.KeepBytes is null && _position == frame.Data.Length;
            if (isWhole) (_frame, _position) = (null, 0);
            return new(count, WebSocketMessageType.Text, isWhole);
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_state is not (WebSocketState.Open or WebSocketState.CloseReceived)) throw new WebSocketException(WebSocketError.InvalidState);
        if (messageType != WebSocketMessageType.Text) throw new WebSocketException(WebSocketError.InvalidMessageType);
        _sent.Write(buffer.Span);
        if (!endOfMessage) return ValueTask.CompletedTask;

        // What is held by a fault outlives this call: the message is given away.
        var message = _sent.WrittenSpan.ToArray();
        _sent.ResetWrittenCount();
        var prepared = emulator.PrepareAsync(message, cancellationToken);
        if (!prepared.IsCompletedSuccessfully) return ReceiveAfterAsync(prepared, message);
        emulator.Receive(session, message);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ReceiveAfterAsync(ValueTask prepared, ReadOnlyMemory<byte> message)
    {
        await prepared.ConfigureAwait(false);
        emulator.Receive(session, message);
    }

    private ValueWebSocketReceiveResult End()
    {
        if (session.End is not { Code: { } code } end) throw Break();
        (_closeStatus, _closeText) = ((WebSocketCloseStatus)code, end.Text);
        _state = _state == WebSocketState.CloseSent ? WebSocketState.Closed : WebSocketState.CloseReceived;
        return new(0, WebSocketMessageType.Close, true);
    }

    private WebSocketException Break()
    {
        _state = WebSocketState.Aborted;
        emulator.Close(session, StreamEnd.Broken);
        return new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
    }
}
