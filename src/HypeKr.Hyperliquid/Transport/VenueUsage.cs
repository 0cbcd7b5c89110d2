namespace HypeKr.Hyperliquid;

/// <summary>What is left of the venue's limits at one moment. A snapshot: it does not change.</summary>
public sealed class VenueUsage
{
    /// <summary>Weight that may be sent now, the reserved part included. Negative when answers were longer than what was left.</summary>
    public int WeightLeft { get; init; }

    /// <summary>Socket messages that may be sent now, the reserved part included.</summary>
    public int SocketMessagesLeft { get; init; }

    /// <summary>Requests posted over sockets without an answer.</summary>
    public int PostsInFlight { get; init; }

    /// <summary>Open sockets, and those being opened.</summary>
    public int Connections { get; init; }

    /// <summary>Sockets that may be opened now.</summary>
    public int NewConnectionsLeft { get; init; }

    /// <summary>Subscriptions held.</summary>
    public int Subscriptions { get; init; }

    /// <summary>Different users that subscriptions are about.</summary>
    public int StreamedUsers { get; init; }

    /// <summary>Requests that wait for weight in the ordinary queue.</summary>
    public int Waiting { get; init; }

    /// <summary>Cancels, fences and look-ups that wait for weight in the queue that goes first.</summary>
    public int WaitingUrgent { get; init; }

    /// <summary>Until when nothing is sent, since the venue answered with HTTP 429; null when it did not.</summary>
    public DateTimeOffset? BackedOffUntil { get; init; }
}
