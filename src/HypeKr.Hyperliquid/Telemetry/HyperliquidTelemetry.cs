namespace HypeKr.Hyperliquid;

/// <summary>The names under which the package reports what it does. Nothing that it reports holds a key, a signature, an address or a payload.</summary>
/// <remarks>The guide to observability lists every instrument, activity and tag.</remarks>
public static class HyperliquidTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: requests, subscriptions, sockets, and the search for an order's fate.</summary>
    public const string ActivitySourceName = "HypeKr.Hyperliquid";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>: counts, latencies and waits.</summary>
    public const string MeterName = "HypeKr.Hyperliquid";
}
