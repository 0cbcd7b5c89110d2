using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

/// <summary>A chat client that plays a script and remembers what it was asked.</summary>
internal sealed class ScriptedClient(Func<ScriptedClient.Request, CancellationToken, Task<ChatResponse>> script) : IChatClient
{
    public sealed record Request(ForecastCall Call, string System, string User, ChatOptions Options)
    {
        public bool IsPrescreen => Call.Round == ForecastCall.PrescreenRound;
    }

    private readonly ConcurrentQueue<Request> _requests = new();
    private int _inFlight;

    public ScriptedClient(Func<Request, string> script)
        : this((request, _) => Task.FromResult(Say(script(request))))
    {
    }

    public IReadOnlyCollection<Request> Requests => _requests;

    public int MostInFlight { get; private set; }

    public bool IsDisposed { get; private set; }

    public static ChatResponse Say(string text) => new(new ChatMessage(ChatRole.Assistant, text)) { ModelId = "scripted-1", FinishReason = ChatFinishReason.Stop };

    public static string Final(double p) => "Some reasoning.\nFINAL_PROBABILITY: " + p.ToString("0.0###", CultureInfo.InvariantCulture);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages.ToList();
        Assert.Equal([ChatRole.System, ChatRole.User], list.Select(message => message.Role));
        Assert.True(ForecastCall.TryRead(options, out var call));
        var request = new Request(call, list[0].Text, list[1].Text, options!);
        _requests.Enqueue(request);
        var now = Interlocked.Increment(ref _inFlight);
        lock (_requests) MostInFlight = Math.Max(MostInFlight, now);
        try
        {
            return await script(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A panel does not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "scripted-default") : null;

    public void Dispose() => IsDisposed = true;
}
