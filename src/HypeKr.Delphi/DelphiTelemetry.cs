using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HypeKr.Delphi;

/// <summary>The names under which the package reports to OpenTelemetry. No text of a question, a prompt or an answer is ever reported.</summary>
/// <remarks>
/// A run is an activity <c>invoke_workflow {panel}</c> by the GenAI semantic conventions; the calls below it are the clients' own to report (<c>UseOpenTelemetry</c>).
/// Metrics: <c>hypekr.delphi.calls</c> by role and outcome, <c>hypekr.delphi.rounds</c>, <c>hypekr.delphi.runs</c> by exit reason, <c>hypekr.delphi.run.duration</c> in seconds,
/// <c>hypekr.delphi.throttle.waits</c> by role.
/// </remarks>
public static class DelphiTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "HypeKr.Delphi";

    internal static readonly ActivitySource Activities = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Calls = Meter.CreateCounter<long>("hypekr.delphi.calls", "{call}", "Calls made by panels.");

    internal static readonly Counter<long> Rounds = Meter.CreateCounter<long>("hypekr.delphi.rounds", "{round}", "Rounds held by panels.");

    internal static readonly Counter<long> Runs = Meter.CreateCounter<long>("hypekr.delphi.runs", "{run}", "Runs that ended, by exit reason.");

    internal static readonly Counter<long> Waits = Meter.CreateCounter<long>("hypekr.delphi.throttle.waits", "{wait}", "Waits that providers asked for.");

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("hypekr.delphi.run.duration", "s", "How long runs took.");
}
