using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid;

/// <summary>Whether the venue lets an account's signer act for it, and for how long still.</summary>
/// <remarks>
/// Asks the venue at most once in a while (info <c>userRole</c> once or twice, <c>extraAgents</c>: weight 80 to 160) and answers from memory in between.
/// Healthy for the account's own key or an approved agent; degraded when the agent lapses soon, when the venue's answers do not tell, or when the venue cannot be asked and the last
/// answer was good; unhealthy when the signer may not act.
/// </remarks>
public sealed class SignerHealthCheck : IHealthCheck, IDisposable
{
    private readonly HyperliquidAccount _account;
    private readonly TimeSpan _maxAge;
    private readonly TimeSpan _warning;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (long At, SignerVerification Verification, DateTimeOffset? ValidUntil)? _known;

    /// <summary>A check of an account's signer.</summary>
    /// <param name="account">The account.</param>
    /// <param name="maxAge">How old an answer may be before the venue is asked anew; null for ten minutes.</param>
    /// <param name="lapsesWithin">How soon an agent may lapse before that is told; null for seven days.</param>
    public SignerHealthCheck(HyperliquidAccount account, TimeSpan? maxAge = null, TimeSpan? lapsesWithin = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        (_account, _maxAge, _warning) = (account, maxAge ?? TimeSpan.FromMinutes(10), lapsesWithin ?? TimeSpan.FromDays(7));
        ArgumentOutOfRangeException.ThrowIfLessThan(_maxAge, TimeSpan.Zero, nameof(maxAge));
        ArgumentOutOfRangeException.ThrowIfLessThan(_warning, TimeSpan.Zero, nameof(lapsesWithin));
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var time = _account.Client.TimeProvider;
            HyperliquidException? failure = null;
            if (_known is not { } before || time.GetElapsedTime(before.At) >= _maxAge)
            {
                try
                {
                    _known = (time.GetTimestamp(), await _account.VerifySignerAsync(cancellationToken).ConfigureAwait(false), await ReadValidUntilAsync(cancellationToken).ConfigureAwait(false));
                }
                catch (HyperliquidException e)
                {
                    failure = e;
                }
            }

            var data = new Dictionary<string, object> { ["signer"] = _account.Signer.Fingerprint, ["account"] = _account.Address.Fingerprint };
            if (_known is not { } known) return HealthAnswer.Create(context, HealthStatus.Unhealthy, "The venue cannot be asked about the signer.", data, failure);
            data["standing"] = known.Verification.Standing.ToString();
            if (known.ValidUntil is { } end) data["validUntil"] = end.ToString("O", CultureInfo.InvariantCulture);
            var left = known.ValidUntil - time.GetUtcNow();
            var (status, text) = known.Verification.Standing switch
            {
                SignerStanding.Unverifiable => (HealthStatus.Degraded, "The venue's answers do not tell whether the signer may act for the account."),
                SignerStanding.Owner or SignerStanding.Agent when left <= TimeSpan.Zero => (HealthStatus.Unhealthy, "The agent's approval has lapsed."),
                SignerStanding.Owner or SignerStanding.Agent when failure is not null => (HealthStatus.Degraded, "The venue cannot be asked about the signer; it was good before."),
                SignerStanding.Owner or SignerStanding.Agent when left <= _warning => (HealthStatus.Degraded, HealthAnswer.Text($"The agent's approval lapses in {left.Value.TotalHours:0} hours.")),
                SignerStanding.Owner or SignerStanding.Agent => (HealthStatus.Healthy, "The signer may act for the account."),
                _ => (HealthStatus.Unhealthy, $"The signer may not act for the account: {known.Verification.Standing}."),
            };
            return HealthAnswer.Create(context, status, text, data, failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of what guards the memory. The account stays as it is.</summary>
    public void Dispose() => _turn.Dispose();

    /// <summary>When the agent lapses; null for another signer, and for an agent without a name.</summary>
    private async Task<DateTimeOffset?> ReadValidUntilAsync(CancellationToken cancellationToken)
    {
        if (_account.Signer == _account.Address) return null;
        var agents = await _account.Agents.ListAsync(cancellationToken).ConfigureAwait(false);
        return agents.FirstOrDefault(agent => agent?.Address == _account.Signer)?.ValidUntil;
    }
}
