using Microsoft.Extensions.DependencyInjection;

namespace HypeKr.Hyperliquid;

/// <summary>What <c>AddHyperliquid</c> registered.</summary>
public sealed class HyperliquidBuilder
{
    internal HyperliquidBuilder(IServiceCollection services, string? name, IHttpClientBuilder infoHttpClient) =>
        (Services, Name, InfoHttpClient) = (services, name, infoHttpClient);

    /// <summary>Where it was registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The key of the client among the services, and the name of its options; null for the one without a key.</summary>
    public string? Name { get; }

    /// <summary>The HTTP client for <c>/info</c>: the place for resilience, tracing and caching, which may repeat a read.</summary>
    /// <remarks>Signed actions go through a handler of their own, which neither this builder nor <c>ConfigureHttpClientDefaults</c> reaches.</remarks>
    public IHttpClientBuilder InfoHttpClient { get; }
}
