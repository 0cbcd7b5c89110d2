using System.Net;
using System.Net.Http.Headers;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Requests to the emulator without a socket.</summary>
internal sealed class EmulatorHttpHandler(HyperliquidEmulator emulator) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post) return new HttpResponseMessage(HttpStatusCode.MethodNotAllowed) { RequestMessage = request };

        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        var reply = await emulator.HandleAsync(request.RequestUri?.AbsolutePath ?? "", body, cancellationToken).ConfigureAwait(false);
        var answer = new ReadOnlyMemoryContent(reply.Body);
        answer.Headers.ContentType = MediaTypeHeaderValue.Parse(reply.ContentType);
        return new HttpResponseMessage((HttpStatusCode)reply.StatusCode) { Content = answer, RequestMessage = request };
    }
}
