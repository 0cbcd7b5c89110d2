using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid;

/// <summary>Whether a journal can be written, and whether what it sent is known. Asks nobody: it looks at the journal as it is.</summary>
/// <remarks>
/// Healthy while everything is a fact or its answer is awaited; degraded while something is in doubt; unhealthy when the journal cannot be written or is closed, when something has been in
/// doubt for longer than allowed, or when so much is undecided that no new order goes out.
/// </remarks>
public sealed class JournalHealthCheck : IHealthCheck
{
    private readonly PlacementJournal _journal;
    private readonly TimeSpan _allowed;

    /// <summary>A check of a journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="allowedDoubt">How long an action may be in doubt before that is a failure; null for five minutes.</param>
    public JournalHealthCheck(PlacementJournal journal, TimeSpan? allowedDoubt = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        _allowed = allowedDoubt ?? TimeSpan.FromMinutes(5);
        ArgumentOutOfRangeException.ThrowIfLessThan(_allowed, TimeSpan.Zero, nameof(allowedDoubt));
        _journal = journal;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var engine = _journal.Engine;
        var unresolved = engine.GetUnresolved();
        var time = engine.Client.TimeProvider;
        var doubts = unresolved.Where(attempt => attempt.DoubtedAt is not null).Select(attempt => time.GetElapsedTime(attempt.DoubtedAt!.Value)).ToArray();
        var longest = doubts.DefaultIfEmpty().Max();
        var data = new Dictionary<string, object>
        {
            ["unresolved"] = unresolved.Count,
            ["inDoubt"] = doubts.Length,
            ["longestDoubtSeconds"] = (long)longest.TotalSeconds,
            ["fileBytes"] = engine.FileLength,
            ["signer"] = engine.Signer.Fingerprint,
        };
        var (status, text) = (engine, doubts.Length) switch
        {
            ({ IsClosing: true }, _) => (HealthStatus.Unhealthy, "The journal is closed, or closing: no order goes out."),
            ({ Failure: not null }, _) => (HealthStatus.Unhealthy, "The journal cannot be written any more: no order goes out."),
            _ when unresolved.Count >= PlacementEngine.MostUnresolved => (HealthStatus.Unhealthy, HealthAnswer.Text($"{unresolved.Count} actions are undecided, and no new one goes out before one of them is known.")),
            (_, > 0) when longest > _allowed => (HealthStatus.Unhealthy, HealthAnswer.Text($"{doubts.Length} actions are in doubt, the longest for {longest.TotalSeconds:0} s.")),
            (_, > 0) => (HealthStatus.Degraded, HealthAnswer.Text($"{doubts.Length} actions are in doubt, and evidence is looked for.")),
            _ => (HealthStatus.Healthy, HealthAnswer.Text($"{unresolved.Count} actions are under way, none in doubt.")),
        };
        return Task.FromResult(HealthAnswer.Create(context, status, text, data, engine.Failure));
    }
}
