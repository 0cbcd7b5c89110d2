using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The client's end of a socket whose other end is a test.</summary>
internal sealed class ScriptedSocket(Uri address) : WebSocket
{
    private readonly Channel<(byte[] Bytes, WebSocketMessageType Type, bool EndOfMessage)> _toClient = Channel.CreateUnbounded<(byte[], WebSocketMessageType, bool)>();
    private readonly Channel<string> _fromClient = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;
    private (WebSocketMessageType Type, bool EndOfMessage) _restIs;
    private Exception? _fault;
    private WebSocketState _state = WebSocketState.Open;

    public Uri Address => address;

    /// <summary>Ends when the client has given the socket up.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the client sent next.</summary>
    public async Task<string> NextFrameAsync() => await _fromClient.Reader.ReadAsync().AsTask().Guarded();

    public bool TryReadFrame(out string? frame) => _fromClient.Reader.TryRead(out frame);

    /// <summary>Reads the next frame, which subscribes or unsubscribes, and acknowledges it as the venue does: members in another order, and with defaults.</summary>
    public async Task<string> AcknowledgeAsync()
    {
        var frame = await NextFrameAsync();
        Acknowledge(frame);
        return frame;
    }

    public void Acknowledge(string frame)
    {
        using var document = JsonDocument.Parse(frame);
        var members = document.RootElement.GetProperty("subscription").EnumerateObject().Reverse().Select(m => $"{JsonSerializer.Serialize(m.Name)}:{m.Value.GetRawText()}");
        Say($$$$"""{"channel":"subscriptionResponse","data":{"method":"{{{{document.RootElement.GetProperty("method").GetString()}}}}","subscription":{"added":null,{{{{string.Join(",", members)}}}}}}}""");
    }

    public void Say(string message) => Write(message, endOfMessage: true);

    public void SayError(string text) => Say($$"""{"channel":"error","data":{{JsonSerializer.Serialize(text)}}}""");

    public void SayPart(string part) => Write(part, endOfMessage: false);

    /// <summary>The venue says goodbye.</summary>
    public void SayGoodbye() => _toClient.Writer.TryWrite(([], WebSocketMessageType.Close, true));

    /// <summary>The connection is cut.</summary>
    public void Break() => _toClient.Writer.TryComplete(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

    /// <summary>Receiving fails with whatever that is.</summary>
    public void Break(Exception fault)
    {
        _fault = fault;
        Break();
    }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _toClient.Writer.TryComplete(new WebSocketException(WebSocketError.InvalidState));
        _ended.TrySetResult();
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _state = WebSocketState.CloseSent;
        return Task.CompletedTask;
    }

    public override void Dispose() => _ended.TrySetResult();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new(result.Count, result.MessageType, result.EndOfMessage);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            try
            {
                (byte[] bytes, var type, var end) = await _toClient.Reader.ReadAsync(cancellationToken);
                (_rest, _restIs) = (bytes, (type, end));
            }
            catch (ChannelClosedException) when (_fault is not null)
            {
                throw _fault;
            }
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new(count, _restIs.Type, _restIs.EndOfMessage && _rest.IsEmpty);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Assert.True(endOfMessage);
        Assert.Equal(WebSocketMessageType.Text, messageType);
        cancellationToken.ThrowIfCancellationRequested();
        _fromClient.Writer.TryWrite(Encoding.UTF8.GetString(buffer.Span));
        return ValueTask.CompletedTask;
    }

    private void Write(string text, bool endOfMessage) => _toClient.Writer.TryWrite((Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage));
}

internal static class Guard
{
    /// <summary>Turns a wait that would never end into a failed test. Nothing is decided by how long it takes.</summary>
    public static async Task<T> Guarded<T>(this Task<T> task) => await task.WaitAsync(TimeSpan.FromMinutes(3));

    /// <inheritdoc cref="Guarded{T}(Task{T})"/>
    public static async Task Guarded(this Task task) => await task.WaitAsync(TimeSpan.FromMinutes(3));
}
