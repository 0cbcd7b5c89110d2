using System.Diagnostics;

namespace HypeKr.Hyperliquid;

/// <summary>One read or action on its way: an activity, and one measurement when it is over.</summary>
internal sealed class RequestScope : IDisposable
{
    private readonly Activity? _activity;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly string _kind;
    private readonly string _type;

    private RequestScope(string kind, string type, TimeProvider time)
    {
        (_kind, _type, _time, _startedAt) = (kind, Telemetry.Word(type), time, time.GetTimestamp());
        if (!Telemetry.Activities.HasListeners()) return;
        _activity = Telemetry.Activities.StartActivity($"{kind} {_type}", ActivityKind.Client);
        _activity?.SetTag("kind", kind).SetTag("type", _type);
    }

    /// <summary><c>http</c>, or <c>socket</c> once it was handed to one.</summary>
    public string Transport { get; set; } = "http";

    /// <summary><c>ok</c>, <c>rejected</c>, <c>refused</c> (an HTTP status), <c>timeout</c>, <c>cancelled</c>, <c>failed</c> or <c>unreadable</c>.</summary>
    public string Outcome { get; set; } = "failed";

    /// <summary>The HTTP status, where there was one.</summary>
    public int? Status { get; set; }

    /// <param name="kind"><c>info</c>, <c>explorer</c> or <c>action</c>.</param>
    /// <param name="type">The wire name.</param>
    /// <param name="time">The clock.</param>
    public static RequestScope Start(string kind, string type, TimeProvider time) => new(kind, type, time);

    public void Dispose()
    {
        if (Telemetry.RequestDuration.Enabled)
        {
            Telemetry.RequestDuration.Record(_time.GetElapsedTime(_startedAt).TotalSeconds, new("kind", _kind), new("type", _type), new("transport", Transport), new("outcome", Outcome));
        }

        if (_activity is null) return;
        _activity.SetTag("transport", Transport).SetTag("outcome", Outcome);
        if (Status is { } status) _activity.SetTag("http.response.status_code", status);
        if (Outcome is not ("ok" or "rejected")) _activity.SetStatus(ActivityStatusCode.Error);
        _activity.Dispose();
    }
}
