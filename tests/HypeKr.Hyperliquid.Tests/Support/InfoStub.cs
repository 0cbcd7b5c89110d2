using System.Net;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Answers <c>/info</c> and <c>/explorer</c> from a table by type, and keeps what it was asked.</summary>
internal sealed class InfoStub : HttpMessageHandler
{
    private readonly Dictionary<string, Func<JsonElement, CancellationToken, Task<HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _requests = [];

    public IReadOnlyList<JsonElement> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>Where the last request went.</summary>
    public string? LastPath { get; private set; }

    public int Count(string type) => Requests.Count(r => r.GetProperty("type").GetString() == type);

    public void Answer(string type, string json) => Answer(type, _ => json);

    public void Answer(string type, Func<JsonElement, string> json) => Reply(type, (request, _) => Task.FromResult(Json(json(request))));

    public void Reply(string type, Func<JsonElement, CancellationToken, Task<HttpResponseMessage>> reply) => _answers[type] = reply;

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        LastPath = request.RequestUri!.AbsolutePath;
        Assert.True(LastPath is "/info" or "/explorer", LastPath);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        using var document = JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var body = document.RootElement.Clone();
        lock (_requests) _requests.Add(body);
        var type = body.GetProperty("type").GetString()!;
        return _answers.TryGetValue(type, out var reply) ? await reply(body, cancellationToken) : throw new InvalidOperationException($"No answer is scripted for {type}.");
    }
}
