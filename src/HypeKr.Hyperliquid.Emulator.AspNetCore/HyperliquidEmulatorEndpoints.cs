using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore;

/// <summary>Puts an emulator into an application that exists.</summary>
public static class HyperliquidEmulatorEndpoints
{
    /// <summary>The largest request body that is read, in bytes; a larger one is answered with 413.</summary>
    public const int MaxBodySize = 1024 * 1024;

    private const long MaxDrained = 4 * MaxBodySize;

    /// <summary>Maps <c>POST /info</c> and <c>POST /exchange</c> to an emulator.</summary>
    /// <param name="endpoints">The application, or a route group: below a prefix the emulator's network address has the prefix as its path.</param>
    /// <param name="emulator">Shared with whoever else uses it; the endpoints hold no state.</param>
    /// <returns>Both endpoints, for conventions.</returns>
    public static IEndpointConventionBuilder MapHyperliquidEmulator(this IEndpointRouteBuilder endpoints, HyperliquidEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(emulator);
        var group = endpoints.MapGroup("");
        foreach (var path in (string[])["/info", "/exchange"])
        {
            RequestDelegate answer = context => AnswerAsync(context, emulator, path);
            group.MapPost(path, answer);
        }

        return group;
    }

    private static async Task AnswerAsync(HttpContext context, HyperliquidEmulator emulator, string path)
    {
        // A body somewhat too large is read to its end before it is refused: a connection that is closed while the client still writes loses the answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxDrained;

        if (await ReadAsync(context.Request).ConfigureAwait(false) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var reply = await emulator.HandleAsync(path, body, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The body, or null when it is too large: a server that is not Kestrel, or chunks, may come without a limit of their own.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        const int Chunk = 16 * 1024;
        var body = new ArrayBufferWriter<byte>(Chunk);
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(Chunk), request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount <= MaxBodySize) continue;

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
