using HypeKr.Hyperliquid;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Hyperliquid client.</summary>
public static class HyperliquidServiceCollectionExtensions
{
    /// <summary>The name of the HTTP client that reads go through.</summary>
    private const string InfoClientName = "HypeKr.Hyperliquid.Info";

    /// <summary>Registers one <see cref="HyperliquidClient"/> for the application.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts. The clock and the loggers default to those of the services.</param>
    /// <returns>The builder of the HTTP client for <c>/info</c>. What is added to it sees reads alone: signed actions go through a handler of their own, which no builder reaches.</returns>
    public static IHttpClientBuilder AddHyperliquid(this IServiceCollection services, Action<HyperliquidOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptionsWithValidateOnStart<HyperliquidOptions, HyperliquidOptionsValidator>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
                options.LoggerFactory = provider.GetService<ILoggerFactory>();
            })
            .Configure(configure);
        services.TryAddSingleton(provider =>
        {
            // A client a request, so that the factory can renew its handlers.
            var factory = provider.GetRequiredService<IHttpClientFactory>();
            return new HyperliquidClient(provider.GetRequiredService<IOptions<HyperliquidOptions>>().Value, () => factory.CreateClient(InfoClientName));
        });
        return services.AddHttpClient(InfoClientName)
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider =>
                provider.GetRequiredService<IOptions<HyperliquidOptions>>().Value.InfoHandler is { } handler ? new UndisposedHandler(handler) : HyperliquidClient.CreateHandler());
    }

    private sealed class HyperliquidOptionsValidator : IValidateOptions<HyperliquidOptions>
    {
        public ValidateOptionsResult Validate(string? name, HyperliquidOptions options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    /// <summary>Keeps the factory from disposing a handler that the application owns.</summary>
    private sealed class UndisposedHandler(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _invoker.SendAsync(request, cancellationToken);
    }
}
