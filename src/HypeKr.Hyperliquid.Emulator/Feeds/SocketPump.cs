using System.Buffers;
using System.Net.WebSockets;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Moves messages between the venue and a socket of a web server.</summary>
internal static class SocketPump
{
    private const int ReadBytes = 4096;

    /// <summary>Ends when the socket has ended, whoever ended it.</summary>
    public static async Task RunAsync(HyperliquidEmulator emulator, StreamSession session, WebSocket socket, int maxMessageBytes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(emulator, session, socket, stop.Token);
        try
        {
            await ReadAsync(emulator, session, socket, maxMessageBytes, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            emulator.Close(session, StreamEnd.Broken);
        }
        finally
        {
            // A writer that is stuck in a connection nobody reads must not keep it.
            if (session.End is { Code: null }) await stop.CancelAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(HyperliquidEmulator emulator, StreamSession session, WebSocket socket, int maxMessageBytes, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(ReadBytes);
        while (true)
        {
            // Nothing is held for a socket that is idle.
            if (message.WrittenCount == 0)
            {
                var idle = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
                if (idle.MessageType == WebSocketMessageType.Close) break;
                if (idle.EndOfMessage)
                {
                    emulator.Receive(session, default);
                    continue;
                }
            }

            var received = await socket.ReceiveAsync(message.GetMemory(ReadBytes), cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close) break;
            message.Advance(received.Count);
            if (message.WrittenCount > maxMessageBytes)
            {
                emulator.Close(session, new StreamEnd((int)WebSocketCloseStatus.MessageTooBig, "Message too big"));
                return;
            }

            if (!received.EndOfMessage) continue;
            var whole = message.WrittenSpan.ToArray();
            await emulator.PrepareAsync(whole, cancellationToken).ConfigureAwait(false);
            emulator.Receive(session, whole);
            message.ResetWrittenCount();
        }

        emulator.Close(session, new StreamEnd((int)WebSocketCloseStatus.NormalClosure, ""));
    }

    private static async Task WriteAsync(HyperliquidEmulator emulator, StreamSession session, WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (await session.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            {
                if (frame.Due is { } due) await due.WaitAsync(cancellationToken).ConfigureAwait(false);
                var keep = frame.KeepBytes ?? frame.Data.Length;
                var piece = frame.PieceBytes > 0 ? frame.PieceBytes : Math.Max(1, keep);
                for (var start = 0; start == 0 || start < keep; start += piece)
                {
                    if (start > 0) await emulator.DelayAsync(TimeSpan.FromMilliseconds(frame.PieceMilliseconds), cancellationToken).ConfigureAwait(false);
                    var end = Math.Min(keep, start + piece);
                    await socket.SendAsync(frame.Data[start..end], WebSocketMessageType.Text, frame.KeepBytes is null && end == keep, cancellationToken).ConfigureAwait(false);
                }

                if (frame.KeepBytes is null) continue;
                emulator.Close(session, StreamEnd.Broken);
                break;
            }

            if (session.End is { Code: { } code } close)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, close.Text, cancellationToken).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            emulator.Close(session, StreamEnd.Broken);
        }

        socket.Abort();
    }
}
