using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore;

/// <summary>Puts an emulator into an application that exists.</summary>
public static class HyperliquidEmulatorEndpoints
{
    /// <summary>The largest request body that is read, in bytes; a larger one is answered with 413.</summary>
    public const int MaxBodySize = 1024 * 1024;

    private const long MaxDrained = 4 * MaxBodySize;

    /// <summary>Maps <c>POST /info</c>, <c>/exchange</c> and <c>/explorer</c>, and the sockets <c>/ws</c> and <c>/explorer/ws</c>, to an emulator.</summary>
    /// <param name="endpoints">The application, or a route group: below a prefix the emulator's network address has the prefix as its path.</param>
    /// <param name="emulator">Shared with whoever else uses it; the endpoints hold no state.</param>
    /// <returns>All endpoints, for conventions.</returns>
    /// <remarks>
    /// A connection has the name <c>address:port</c> of its remote end, for <see cref="FaultRule.Connection"/>; the venue's limits on
    /// sockets count by remote address.
    /// </remarks>
    public static IEndpointConventionBuilder MapHyperliquidEmulator(this IEndpointRouteBuilder endpoints, HyperliquidEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(emulator);
        var group = endpoints.MapGroup("");
        foreach (var path in (string[])["/info", "/exchange", "/explorer"])
        {
            RequestDelegate answer = context => AnswerAsync(context, emulator, path);
            group.MapPost(path, answer);
        }

        foreach (var path in (string[])["/ws", "/explorer/ws"])
        {
            // The application need not use web sockets itself.
            var pipeline = endpoints.CreateApplicationBuilder();
            pipeline.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
            pipeline.Run(context => ServeAsync(context, emulator, path));
            group.MapGet(path, pipeline.Build());
        }

        return group;
    }

    private static async Task AnswerAsync(HttpContext context, HyperliquidEmulator emulator, string path)
    {
        var connection = ConnectionOf(context);
        if (emulator.RefusesConnection(path, connection))
        {
            context.Abort();
            return;
        }

        // A body somewhat too large is read to its end before it is refused: a connection that is closed while the client still writes loses the answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxDrained;

        if (await ReadAsync(context.Request).ConfigureAwait(false) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var reply = await emulator.HandleAsync(path, body, connection, context.RequestAborted).ConfigureAwait(false);
        if (reply.Delivery is { IsDropped: true })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        if (reply.Delivery is { } delivery) await DeliverAsync(context, emulator, reply.Body, delivery).ConfigureAwait(false);
        else await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task DeliverAsync(HttpContext context, HyperliquidEmulator emulator, ReadOnlyMemory<byte> body, ReplyDelivery delivery)
    {
        var end = delivery.CutAfter ?? body.Length;
        var piece = delivery.PieceBytes > 0 ? delivery.PieceBytes : Math.Max(1, end);
        for (var start = 0; start < end; start += piece)
        {
            if (start > 0) await emulator.DelayAsync(delivery.Pause, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(body[start..Math.Min(end, start + piece)], context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        if (delivery.CutAfter is null) return;
        if (end == 0) await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        context.Abort();
    }

    private static async Task ServeAsync(HttpContext context, HyperliquidEmulator emulator, string path)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var client = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (emulator.Accept(path, client, ConnectionOf(context), out var refusal) is not { } serve)
        {
            context.Response.StatusCode = refusal;
            return;
        }

        // A server that stops does not wait for clients to go.
        var stopping = context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await serve(context.WebSockets.AcceptWebSocketAsync, ended.Token).ConfigureAwait(false);
    }

    private static string ConnectionOf(HttpContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}");

    /// <summary>The body, or null when it is too large: a server that is not Kestrel, or chunks, may come without a limit of their own.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        const int Chunk = 16 * 1024;
        const int Most = MaxBodySize + 1;
        var body = new ArrayBufferWriter<byte>(request.ContentLength is { } length ? (int)Math.Clamp(length + 1, 256, Chunk) : Chunk);
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(), request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount < Most) continue;

            var rest = new byte[Chunk];
            for (var drained = (long)body.WrittenCount; drained < MaxDrained; drained += read)
            {
                read = await request.Body.ReadAsync(rest, request.HttpContext.RequestAborted).ConfigureAwait(false);
                if (read == 0) break;
            }

            return null;
        }
    }
}
