using System.Collections.Concurrent;
using HypeKr.Hyperliquid;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Hyperliquid clients.</summary>
public static class HyperliquidServiceCollectionExtensions
{
    /// <summary>The name of the HTTP client that reads go through, before the name of the Hyperliquid client.</summary>
    private const string InfoClientName = "HypeKr.Hyperliquid.Info";

    /// <summary>Registers the <see cref="HyperliquidClient"/> of an application that has one.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts. The clock and the loggers default to those of the services.</param>
    public static HyperliquidBuilder AddHyperliquid(this IServiceCollection services, Action<HyperliquidOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(static provider => CreateClient(provider, Options.Options.DefaultName));
        return Add(services, null, configure);
    }

    /// <summary>Registers one of several clients, as a keyed service: <c>[FromKeyedServices("testnet")] HyperliquidClient client</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key of the client, and the name of its options.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts. The clock and the loggers default to those of the services.</param>
    /// <remarks>Clients of one network share its limits, unless their options name others.</remarks>
    public static HyperliquidBuilder AddHyperliquid(this IServiceCollection services, string name, Action<HyperliquidOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.TryAddKeyedSingleton(name, static (provider, key) => CreateClient(provider, (string)key!));
        return Add(services, name, configure);
    }

    private static HyperliquidBuilder Add(IServiceCollection services, string? name, Action<HyperliquidOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var optionsName = name ?? Options.Options.DefaultName;
        services.TryAddSingleton<SharedLimits>();
        services.AddOptionsWithValidateOnStart<HyperliquidOptions, HyperliquidOptionsValidator>(optionsName)
            .Configure<IServiceProvider>(static (options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
                options.LoggerFactory = provider.GetService<ILoggerFactory>();
            })
            .Configure(configure)
            .PostConfigure<SharedLimits>(static (options, shared) => options.Limits ??= shared.For(options));
        var infoClient = services.AddHttpClient(InfoName(optionsName))
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var options = OptionsOf(provider, optionsName);
                return HyperliquidClient.CreateInfoHandler(options, options.Limits!);
            });
        return new HyperliquidBuilder(services, name, infoClient);
    }

    private static HyperliquidClient CreateClient(IServiceProvider provider, string name)
    {
        // An HTTP client for each request, so that the factory can renew its handlers.
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        var infoName = InfoName(name);
        return new HyperliquidClient(OptionsOf(provider, name), () => factory.CreateClient(infoName));
    }

    private static HyperliquidOptions OptionsOf(IServiceProvider provider, string name) => provider.GetRequiredService<IOptionsMonitor<HyperliquidOptions>>().Get(name);

    private static string InfoName(string name) => name.Length == 0 ? InfoClientName : $"{InfoClientName}:{name}";

    private sealed class HyperliquidOptionsValidator : IValidateOptions<HyperliquidOptions>
    {
        public ValidateOptionsResult Validate(string? name, HyperliquidOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    /// <summary>One set of limits for each network, for all clients of the services.</summary>
    private sealed class SharedLimits
    {
        private readonly ConcurrentDictionary<Uri, Lazy<VenueLimits>> _limits = new();

        // Options that are wrong are left to the validator.
        public VenueLimits? For(HyperliquidOptions options) =>
            options is not { Network: { } network, TimeProvider: { } timeProvider } ? null
            : network.IsEmulator ? VenueLimits.None
            : _limits.GetOrAdd(network.BaseAddress, _ => new(() => new VenueLimits(timeProvider: timeProvider))).Value;
    }
}
