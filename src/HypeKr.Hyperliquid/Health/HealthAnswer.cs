using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid;

/// <summary>What the checks have in common.</summary>
internal static class HealthAnswer
{
    /// <summary>The result in which a failure is what the registration says that it is.</summary>
    public static HealthCheckResult Create(HealthCheckContext context, HealthStatus status, string description, IReadOnlyDictionary<string, object> data, Exception? exception = null) =>
        new(status == HealthStatus.Unhealthy ? context?.Registration?.FailureStatus ?? status : status, description, exception, data);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
