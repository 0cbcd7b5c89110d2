using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HypeKr.Benchmarks;

/// <summary>The client's end of a socket on which one message comes as often as it is let through: nobody sends, so no sender is measured.</summary>
internal sealed class ReplaySocket(ReadOnlyMemory<byte> message) : WebSocket
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _acknowledgements = [];
    private TaskCompletionSource? _arrival;
    private ReadOnlyMemory<byte> _rest;
    private int _left;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>Lets the message through so many times.</summary>
    public void Release(int times)
    {
        lock (_gate)
        {
            _left += times;
            _arrival?.TrySetResult();
            _arrival = null;
        }
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_rest.IsEmpty)
                {
                    if (_acknowledgements.TryDequeue(out var acknowledgement)) _rest = acknowledgement;
                    else if (_left > 0) (_left, _rest) = (_left - 1, message);
                }

                if (!_rest.IsEmpty)
                {
                    var count = Math.Min(buffer.Length, _rest.Length);
                    _rest[..count].CopyTo(buffer);
                    _rest = _rest[count..];
                    return new(count, WebSocketMessageType.Text, _rest.IsEmpty);
                }

                arrival = (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(buffer);
        if (!document.RootElement.TryGetProperty("subscription", out var subscription)) return ValueTask.CompletedTask;
        var text = $$"""{"channel":"subscriptionResponse","data":{"method":"{{document.RootElement.GetProperty("method").GetString()}}","subscription":{{subscription.GetRawText()}} } }""";
        lock (_gate)
        {
            _acknowledgements.Enqueue(Encoding.UTF8.GetBytes(text));
            _arrival?.TrySetResult();
            _arrival = null;
        }

        return ValueTask.CompletedTask;
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Abort()
    {
    }

    public override void Dispose()
    {
    }
}
