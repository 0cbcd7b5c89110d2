using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi.Tests;

/// <summary>A chat client for conversations of any length: unlike <see cref="ScriptedClient"/> it may be asked once more.</summary>
internal sealed class TalkingClient(Func<TalkingClient.Turn, CancellationToken, Task<ChatResponse>> script, string? model = null) : IChatClient
{
    public sealed record Turn(ForecastCall Call, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
    {
        public bool IsReask => Messages.Count == 4;

        public string System => Messages[0].Text;

        public string User => Messages[1].Text;
    }

    private readonly ConcurrentQueue<Turn> _turns = new();

    public TalkingClient(Func<Turn, string> script, string? model = null)
        : this((turn, _) => Task.FromResult(Say(script(turn))), model)
    {
    }

    public IReadOnlyList<Turn> Turns => [.. _turns];

    public static ChatResponse Say(string text, long? input = null, long? output = null, string? id = null) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = "talking-1",
        FinishReason = ChatFinishReason.Stop,
        ResponseId = id,
        Usage = input is null ? null : new UsageDetails { InputTokenCount = input, OutputTokenCount = output },
    };

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Assert.True(ForecastCall.TryRead(options, out var call));
        var turn = new Turn(call, [.. messages], options!);
        _turns.Enqueue(turn);
        return await script(turn, cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A panel does not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) && model is not null ? new ChatClientMetadata("provider", null, model) : null;

    public void Dispose()
    {
    }
}
