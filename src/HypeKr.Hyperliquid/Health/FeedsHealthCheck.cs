using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid;

/// <summary>Whether every subscription of a client is acknowledged and heard. Asks nobody: it looks at the sockets as they are.</summary>
/// <remarks>Healthy when nothing is interrupted, or nothing is subscribed to; degraded while something is; unhealthy when something has been for longer than allowed.</remarks>
public sealed class FeedsHealthCheck : IHealthCheck
{
    private readonly HyperliquidClient _client;
    private readonly TimeSpan _allowed;

    /// <summary>A check of a client's feeds.</summary>
    /// <param name="client">The client.</param>
    /// <param name="allowedInterruption">How long a subscription may be interrupted before that is a failure; null for one minute.</param>
    public FeedsHealthCheck(HyperliquidClient client, TimeSpan? allowedInterruption = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _allowed = allowedInterruption ?? TimeSpan.FromMinutes(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_allowed, TimeSpan.Zero, nameof(allowedInterruption));
        _client = client;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = _client.Feeds.GetHealth();
        var data = new Dictionary<string, object>
        {
            ["sockets"] = health.Sockets,
            ["subscriptions"] = health.Subscriptions,
            ["interrupted"] = health.Interrupted.Count,
            ["longestInterruption"] = health.Longest.ToString("c", CultureInfo.InvariantCulture),
        };
        var (status, text) = health switch
        {
            { Interrupted.Count: 0 } => (HealthStatus.Healthy, HealthAnswer.Text($"All {health.Subscriptions} subscriptions are acknowledged.")),
            _ when health.Longest > _allowed => (HealthStatus.Unhealthy, HealthAnswer.Text($"{health.Interrupted.Count} of {health.Subscriptions} subscriptions are interrupted, the longest for {health.Longest.TotalSeconds:0} s: {Types()}.")),
            _ => (HealthStatus.Degraded, HealthAnswer.Text($"{health.Interrupted.Count} of {health.Subscriptions} subscriptions are being made anew: {Types()}.")),
        };
        return Task.FromResult(HealthAnswer.Create(context, status, text, data));

        string Types() => string.Join(", ", health.Interrupted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(5));
    }
}
