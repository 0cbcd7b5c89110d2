using System.Net;
using System.Net.Http.Headers;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Requests to the emulator without a socket.</summary>
internal sealed class EmulatorHttpHandler(HyperliquidEmulator emulator, string? connection) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post) return new HttpResponseMessage(HttpStatusCode.MethodNotAllowed) { RequestMessage = request };

        var path = request.RequestUri?.AbsolutePath ?? "";
        if (emulator.RefusesConnection(path, connection)) throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was refused.");

        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        var reply = await emulator.HandleAsync(path, body, connection, cancellationToken).ConfigureAwait(false);
        if (reply.Delivery is { IsDropped: true }) throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed without an answer.");

        HttpContent answer = reply.Delivery is { } delivery ? new FaultyContent(emulator, reply.Body, delivery) : new ReadOnlyMemoryContent(reply.Body);
        answer.Headers.ContentType = MediaTypeHeaderValue.Parse(reply.ContentType);
        return new HttpResponseMessage((HttpStatusCode)reply.StatusCode) { Content = answer, RequestMessage = request };
    }
}
