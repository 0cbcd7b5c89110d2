using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore;

/// <summary>A web server on the loopback that answers for one emulator, for other processes and other languages.</summary>
/// <remarks>It listens on 127.0.0.1 alone and speaks plain HTTP. Disposing it stops it, and no signal does; the emulator and its state live on.</remarks>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EmulatorHost(WebApplication application, Uri baseAddress)
    {
        _application = application;
        BaseAddress = baseAddress;
        Network = HyperliquidNetwork.Emulator(baseAddress);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The network of clients of this host.</summary>
    public HyperliquidNetwork Network { get; }

    internal IServiceProvider Services => _application.Services;

    /// <summary>Starts a server; several may run at once, for one emulator or for many.</summary>
    /// <param name="emulator">What answers.</param>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorHost> StartAsync(HyperliquidEmulator emulator, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        // No arguments, no settings files: what a process has lying around shall not move a paper exchange to another address.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ApplicationName = nameof(EmulatorHost) });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HyperliquidEmulatorEndpoints.MaxBodySize;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        var application = builder.Build();
        try
        {
            application.MapHyperliquidEmulator(emulator);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new EmulatorHost(application, new Uri(address));
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

    /// <summary>Lives until it is disposed: Ctrl+C and SIGTERM belong to the process that the server is a guest of.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
