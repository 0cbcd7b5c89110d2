namespace HypeKr.Hyperliquid;

/// <summary>How the venue's streamed users are shared out.</summary>
public sealed class StreamSlotsOptions
{
    /// <summary>How many users are streamed at one time.</summary>
    /// <value>The default is null: as many as the limits of the client allow, which are ten of the venue's.</value>
    public int? Slots { get; init; }

    /// <summary>How the states of streamed users are kept.</summary>
    public AccountStateOptions State { get; init; } = new();

    /// <summary>How many users one reading over HTTP asks about. Wire: <c>users</c> of info <c>batchClearinghouseStates</c>, weight 20; how many the venue takes is not documented.</summary>
    /// <value>The default is 50. One reads each user alone, at a weight of 2.</value>
    public int BatchSize { get; init; } = 50;

    internal void Check(string parameter)
    {
        if (Slots is <= 0) throw new ArgumentOutOfRangeException(parameter, Slots, $"{nameof(Slots)} must be above zero, or null.");
        if (State is null) throw new ArgumentException($"{nameof(State)} is null: leave it as it is.", parameter);
        State.Check(parameter);
        if (BatchSize is < 1 or > 1000) throw new ArgumentOutOfRangeException(parameter, BatchSize, $"{nameof(BatchSize)} must be from 1 to 1,000.");
    }
}
