namespace HypeKr.Hyperliquid;

/// <summary>The dead man's switch: cancels every order of the account at an instant, unless it is set anew or removed before. Wire: <c>scheduleCancel</c>, with <c>time</c>, which is left out to remove it.</summary>
public sealed class ScheduleCancelAction : L1Action
{
    /// <summary>An instant to cancel at, or none.</summary>
    /// <param name="time">At least five seconds ahead on the venue's clock, rounded down to milliseconds; null removes what was set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is before 1970.</exception>
    public ScheduleCancelAction(DateTimeOffset? time = null)
    {
        if (time is { } instant) ArgumentOutOfRangeException.ThrowIfLessThan(instant, DateTimeOffset.UnixEpoch, nameof(time));
        Time = time;
    }

    /// <inheritdoc/>
    public override string Type => "scheduleCancel";

    /// <summary>When the orders are cancelled; null removes what was set.</summary>
    public DateTimeOffset? Time { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(Time is null ? 1 : 2);
        writer.Name("type"u8);
        writer.Text("scheduleCancel"u8);
        if (Time is { } time)
        {
            writer.Name("time"u8);
            writer.Integer(time.ToUnixTimeMilliseconds());
        }

        writer.EndMap();
    }
}
