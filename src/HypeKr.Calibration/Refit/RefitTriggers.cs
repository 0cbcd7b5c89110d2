namespace HypeKr.Calibration;

/// <summary>When a refit is due. Being due is no reason to accept it: that is the guard's business.</summary>
public sealed record RefitTriggers
{
    /// <summary>After how much time since the last attempt.</summary>
    /// <value>Null, never by itself, by default.</value>
    public TimeSpan? Every { get; init; }

    /// <summary>From how many new rows of one category.</summary>
    /// <value>Null, never by itself, by default.</value>
    public long? NewRowsPerCategory { get; init; }

    /// <summary>Whether an alarm of a monitor is a reason.</summary>
    /// <value>True by default.</value>
    public bool OnDrift { get; init; } = true;

    /// <summary>Whether a bundle that another version of the package or runtime has fitted is a reason.</summary>
    /// <value>False by default.</value>
    public bool OnVersionChange { get; init; }

    /// <summary>The reasons that hold; none when no refit is due.</summary>
    /// <param name="data">The running counts.</param>
    /// <param name="current">The current bundle; null before the first.</param>
    /// <param name="state">What is remembered of earlier attempts.</param>
    /// <param name="now">The time.</param>
    /// <param name="readings">Where monitors of the current bundle stand.</param>
    public IReadOnlyList<RefitTrigger> Due(RefitData data, CalibratorBundle? current, RefitState state, DateTimeOffset now, params IReadOnlyList<MonitorReading> readings)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(readings);
        if (current is null) return data.RowCount == 0 ? [] : [new RefitTrigger(RefitTriggerKind.NoBundle, "there is no bundle yet")];
        var due = new List<RefitTrigger>();
        if (Every is { } every && (state.LastAttempt is not { } last || now - last >= every)) due.Add(new RefitTrigger(RefitTriggerKind.Schedule, string.Create(CultureInfo.InvariantCulture, $"the last attempt was {(state.LastAttempt is { } at ? at.ToString("O", CultureInfo.InvariantCulture) : "never")}, and one is due every {every}")));
        if (NewRowsPerCategory is { } rows)
        {
            foreach (var (category, count) in data.CountSince(CalibratorRefit.FirstNewDay(current)))
            {
                if (count >= rows) due.Add(new RefitTrigger(RefitTriggerKind.NewRows, string.Create(CultureInfo.InvariantCulture, $"\"{category}\" has {count} new rows, and {rows} are enough")));
            }
        }

        if (OnDrift) due.AddRange(readings.Where(r => r.IsAlarm).Select(r => new RefitTrigger(RefitTriggerKind.Drift, r.ToString())));
        var here = new BundleProvenance();
        if (OnVersionChange && (current.Provenance.PackageVersion != here.PackageVersion || current.Provenance.RuntimeVersion != here.RuntimeVersion))
        {
            due.Add(new RefitTrigger(RefitTriggerKind.VersionChange, $"the bundle was fitted by {current.Provenance.PackageVersion} on {current.Provenance.RuntimeVersion}, this is {here.PackageVersion} on {here.RuntimeVersion}"));
        }

        return due;
    }
}
