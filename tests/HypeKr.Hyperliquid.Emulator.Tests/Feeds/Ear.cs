using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>A client's end of a socket: says things, and reads what comes without waiting for what does not.</summary>
internal sealed class Ear(WebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public WebSocket Socket => socket;

    public void Say(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message).AsMemory(), WebSocketMessageType.Text, true, default).AsTask().GetAwaiter().GetResult();

    public void Subscribe(string subscription) => Say($$"""{"method":"subscribe","subscription":{{subscription}}}""");

    /// <summary>Subscribes, and reads the acknowledgement.</summary>
    public void Follow(string subscription)
    {
        Subscribe(subscription);
        Assert.Equal("subscriptionResponse", Next().GetProperty("channel").GetString());
    }

    /// <summary>The next message, which has to be there.</summary>
    public JsonElement Next() => Parse(NextText());

    public string NextText()
    {
        Assert.True(HasMessage, "Nothing has come.");
        return ReadAsync().GetAwaiter().GetResult()!;
    }

    /// <summary>The next message of a channel; others on the way are passed over.</summary>
    public JsonElement Next(string channel)
    {
        while (true)
        {
            var message = Next();
            if (message.GetProperty("channel").GetString() == channel) return message.GetProperty("data");
        }
    }

    /// <summary>All that is there, as text.</summary>
    public List<string> All()
    {
        var all = new List<string>();
        while (HasMessage) all.Add(NextText());
        return all;
    }

    public void AssertQuiet() => Assert.False(HasMessage, HasMessage ? NextText() : "");

    /// <summary>Reads a message, however long it takes; null at the end.</summary>
    public async Task<string?> ReadAsync()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), guard.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
        }
    }

    public void Dispose() => socket.Dispose();

    private bool HasMessage => ((MemorySocket)socket).HasMessage;

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
