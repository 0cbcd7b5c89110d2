using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace HypeKr.Delphi.Tests;

/// <summary>The clients that people use, against a server on the loopback that speaks their protocols.</summary>
[Trait("Category", "Interop")]
public sealed class RealClientTests
{
    private static readonly PanelDefinition Definition = Panels.Small(4, rounds: 2);

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    [InlineData("ollama", false)]
    [InlineData("ollama", true)]
    public async Task A_panel_of_a_real_client_gets_its_numbers_its_usage_and_its_model(string kind, bool isStreaming)
    {
        using var server = new ModelServer(request => new(ScriptedClient.Final(0.2 + (0.1 * Style(request)))));
        using var client = Client(kind, server, isStreaming);
        var result = await new DelphiPanel(Definition, client).RunAsync(Panels.Question, new DelphiOptions { ChatOptions = new ChatOptions { MaxOutputTokens = 300 } });
        Assert.Equal(8, result.Calls);
        Assert.Equal(0.35, result.Aggregate, 1e-12);
        Assert.Empty(result.Failures);
        Assert.Equal(["test-model"], Assert.Single(result.Models).ModelIds);
        if (!isStreaming || kind == "ollama") Assert.Equal((8 * 11, 8 * 7), (result.Usage.InputTokens, result.Usage.OutputTokens));
        Assert.All(server.Requests, request => Assert.Equal(2, request.Body.GetProperty("messages").GetArrayLength()));

        // What tells the cells of a panel apart is for decorators, not for the wire.
        Assert.All(server.Requests, request => Assert.DoesNotContain("hypekr.delphi", request.Body.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openai", "http-500")]
    [InlineData("openai", "dropped")]
    [InlineData("openai", "garbage")]
    [InlineData("ollama", "http-500")]
    [InlineData("ollama", "dropped")]
    [InlineData("ollama", "garbage")]
    public async Task A_call_that_fails_is_a_panelist_absent_and_no_number(string kind, string fault)
    {
        using var server = new ModelServer(request => Style(request) != 2 ? new(ScriptedClient.Final(0.3)) : fault switch
        {
            "http-500" => new(Status: 500),
            "dropped" => new(Drop: true),
            _ => new(Raw: "{\"nonsense\": tru"),
        });
        using var client = Client(kind, server, isStreaming: false);
        var result = await new DelphiPanel(Panels.Small(4), client).RunAsync(Panels.Question);
        var sample = result.Rounds[0].Panelists[2].Samples[0];
        Assert.Null(sample.Probability);
        Assert.Equal(SampleFailure.Faulted, sample.Failure);
        Assert.Equal(3, result.Estimate!.Panelists);
    }

    [Fact]
    public async Task A_cut_off_answer_and_a_filtered_one_are_told_by_their_finish_reason()
    {
        using var server = new ModelServer(request => Style(request) switch
        {
            0 => new("I would start from 0.4", FinishReason: "length"),
            1 => new(ScriptedClient.Final(0.9), FinishReason: "content_filter"),
            _ => new(ScriptedClient.Final(0.3)),
        });
        using var client = Client("openai", server, isStreaming: false);
        var result = await new DelphiPanel(Panels.Small(5), client).RunAsync(Panels.Question);
        Assert.Equal([SampleFailure.Truncated, SampleFailure.Refusal, SampleFailure.None], result.Rounds[0].Panelists.Take(3).Select(panelist => panelist.Samples[0].Failure));
    }

    [Fact]
    public async Task The_wait_that_a_provider_asks_for_is_read_and_shared()
    {
        var refused = 0;
        using var server = new ModelServer(_ => Interlocked.Increment(ref refused) <= 2 ? new(Status: 429, RetryAfter: "0") : new(ScriptedClient.Final(0.3)));
        using var client = Client("openai", server, isStreaming: false);
        var options = new DelphiOptions
        {
            MaxConcurrency = 1,
            Throttle = e => e is ClientResultException { Status: 429 } error && error.GetRawResponse() is { } response && response.Headers.TryGetValue("Retry-After", out var seconds)
                ? TimeSpan.FromSeconds(double.Parse(seconds!, CultureInfo.InvariantCulture))
                : null,
        };
        var result = await new DelphiPanel(Panels.Small(3), client).RunAsync(Panels.Question, options);
        Assert.Equal((3, 5), (result.Calls, server.Requests.Count));
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void The_default_throttle_knows_the_words_of_the_OpenAI_client()
    {
        Assert.NotNull(DelphiOptions.DefaultThrottle(new InvalidOperationException("HTTP 429 (server_error: ) slow down")));
        Assert.NotNull(DelphiOptions.DefaultThrottle(new InvalidOperationException("Service request failed.\nStatus: 429 (Too Many Requests)")));
        Assert.Null(DelphiOptions.DefaultThrottle(new InvalidOperationException("HTTP 500")));
    }

    [Fact]
    public async Task A_429_of_the_OpenAI_client_is_taken_for_a_wait_without_being_told()
    {
        using var server = new ModelServer(_ => new(Status: 429));
        using var client = Client("openai", server, isStreaming: false);
        var error = await Assert.ThrowsAnyAsync<ClientResultException>(() => client.GetResponseAsync("hello"));
        Assert.NotNull(DelphiOptions.DefaultThrottle(error));
    }

    // The number in "Style 2.", the frame of the panel's third persona.
    private static int Style(ModelServer.Request request)
    {
        var at = request.System.IndexOf("Style ", StringComparison.Ordinal);
        return request.System[at + 6] - '0';
    }

    private static IChatClient Client(string kind, ModelServer server, bool isStreaming)
    {
        IChatClient client = kind == "ollama"
            ? new OllamaApiClient(server.Address, "test-model")
            : new OpenAIClient(new ApiKeyCredential("no-key"), new OpenAIClientOptions { Endpoint = new Uri(server.Address, "v1"), RetryPolicy = new ClientRetryPolicy(0) }).GetChatClient("test-model").AsIChatClient();
        return isStreaming ? new Streaming(client) : client;
    }

    private sealed class Streaming(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);
    }
}
