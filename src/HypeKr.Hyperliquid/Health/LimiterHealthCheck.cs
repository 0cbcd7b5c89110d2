using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid;

/// <summary>Whether requests get through the venue's limits. Asks nobody: it looks at what is counted.</summary>
/// <remarks>Healthy where nobody waits; degraded while ordinary requests wait, or the reserve alone is left, or the venue has refused with HTTP 429; unhealthy while cancels and look-ups wait too.</remarks>
public sealed class LimiterHealthCheck : IHealthCheck
{
    private readonly VenueLimits _limits;

    /// <summary>A check of a client's limits.</summary>
    /// <param name="client">The client; those that share its limits share the answer.</param>
    public LimiterHealthCheck(HyperliquidClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _limits = client.Limits;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_limits.IsUnlimited) return Task.FromResult(HealthCheckResult.Healthy("Nothing is limited."));
        var usage = _limits.GetUsage();
        var data = new Dictionary<string, object>
        {
            ["weightLeft"] = usage.WeightLeft,
            ["waiting"] = usage.Waiting,
            ["waitingUrgent"] = usage.WaitingUrgent,
            ["postsInFlight"] = usage.PostsInFlight,
            ["socketMessagesLeft"] = usage.SocketMessagesLeft,
        };
        if (usage.BackedOffUntil is { } until) data["backedOffUntil"] = until.ToString("O", CultureInfo.InvariantCulture);
        var (status, text) = usage switch
        {
            { WaitingUrgent: > 0 } => (HealthStatus.Unhealthy, HealthAnswer.Text($"{usage.WaitingUrgent} cancels or look-ups wait, and {usage.Waiting} other requests.")),
            { BackedOffUntil: not null } => (HealthStatus.Degraded, "The venue refused with HTTP 429, and nothing is sent for a while."),
            { Waiting: > 0 } => (HealthStatus.Degraded, HealthAnswer.Text($"{usage.Waiting} requests wait.")),
            _ when usage.WeightLeft <= _limits.Budgets.ReservedWeight => (HealthStatus.Degraded, HealthAnswer.Text($"{usage.WeightLeft} of weight is left, which is kept for cancels.")),
            _ => (HealthStatus.Healthy, HealthAnswer.Text($"{usage.WeightLeft} of weight is left.")),
        };
        return Task.FromResult(HealthAnswer.Create(context, status, text, data));
    }
}
