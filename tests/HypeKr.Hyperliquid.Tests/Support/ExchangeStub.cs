using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Answers <c>/exchange</c> as scripted, and keeps what it was sent.</summary>
internal sealed class ExchangeStub : HttpMessageHandler
{
    private readonly List<JsonElement> _requests = [];

    /// <summary>Runs before the body is read: what it throws happens before a byte has left.</summary>
    public Func<CancellationToken, Task>? BeforeSend { get; set; }

    public Func<JsonElement, CancellationToken, Task<HttpResponseMessage>> Reply { get; set; } =
        (_, _) => Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"default"}}"""));

    public IReadOnlyList<JsonElement> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public JsonElement Action => Assert.Single(Requests).GetProperty("action");

    public JsonElement Order => Assert.Single(Action.GetProperty("orders").EnumerateArray());

    public void Answer(string json, HttpStatusCode status = HttpStatusCode.OK) => Reply = (_, _) => Task.FromResult(InfoStub.Json(json, status));

    public void AnswerStatuses(params string[] statuses) =>
        Answer("""{"status":"ok","response":{"type":"order","data":{"statuses":[""" + string.Join(",", statuses) + "]}}}");

    public void AnswerError(string text) => Answer($$"""{"status":"err","response":{{JsonSerializer.Serialize(text)}}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("/exchange", request.RequestUri!.AbsolutePath);
        if (BeforeSend is { } before) await before(cancellationToken);
        using var document = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var body = document.RootElement.Clone();
        lock (_requests) _requests.Add(body);
        return await Reply(body, cancellationToken);
    }
}
