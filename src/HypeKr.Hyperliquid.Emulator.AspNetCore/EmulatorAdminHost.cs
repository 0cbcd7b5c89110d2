using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore;

/// <summary>The admin door and the faults of one emulator, on a port of their own on the loopback.</summary>
/// <remarks>
/// <para>It has no password, so it listens on 127.0.0.1 alone and never beside the venue's paths: what may trade shall not be what
/// makes money. A page in a browser on this machine cannot use it: requests must name the loopback as their host, and bodies must
/// come as <c>application/json</c>, which no page can send to another origin without asking first.</para>
/// <para>Disposing it stops it, and no signal does; the emulator and its state live on.</para>
/// </remarks>
public sealed class EmulatorAdminHost : IAsyncDisposable
{
    /// <summary>The largest request body that is read, in bytes; a larger one is answered with 413.</summary>
    public const int MaxBodySize = 1024 * 1024;

    private readonly WebApplication _application;

    private EmulatorAdminHost(WebApplication application, Uri baseAddress) => (_application, BaseAddress) = (application, baseAddress);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40124/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="emulator">What it rules.</param>
    /// <param name="port">The port, or 0 for any free one; never the venue's.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorAdminHost> StartAsync(HyperliquidEmulator emulator, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ApplicationName = nameof(EmulatorAdminHost) });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodySize;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        var application = builder.Build();
        try
        {
            var api = new EmulatorAdminApi(emulator);
            application.Run(context => AnswerAsync(context, api));
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new EmulatorAdminHost(application, new Uri(address));
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, EmulatorAdminApi api)
    {
        var request = context.Request;
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var reply = api.Handle(request.Method, request.Path.Value ?? "", body.ToArray());
        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Lives until it is disposed: Ctrl+C and SIGTERM belong to the process that the server is a guest of.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
