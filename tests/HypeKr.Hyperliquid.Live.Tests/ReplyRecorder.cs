using System.Net.Http.Headers;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>Keeps the last reply as the venue wrote it, beside what the client makes of it.</summary>
internal sealed class ReplyRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private JsonElement? _last;

    /// <summary>The last reply that was JSON.</summary>
    public JsonElement Last => _last ?? throw new InvalidOperationException("Nothing was asked yet.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var copy = new ByteArrayContent(body);
        copy.Headers.ContentType = response.Content.Headers.ContentType ?? new MediaTypeHeaderValue("application/json");
        response.Content = copy;
        try
        {
            using var document = JsonDocument.Parse(body);
            _last = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            _last = null;
        }

        return response;
    }
}
