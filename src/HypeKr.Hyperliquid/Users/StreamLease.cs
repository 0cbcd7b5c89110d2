namespace HypeKr.Hyperliquid;

/// <summary>The right to a streamed user's state. Disposing it gives the slot back; the state stays until another user needs its place.</summary>
public sealed class StreamLease : IAsyncDisposable
{
    private readonly StreamSlots _slots;
    private int _isReturned;

    internal StreamLease(StreamSlots slots, AccountState state) => (_slots, State) = (slots, state);

    /// <summary>The state, shared with other holders: it is not theirs to dispose.</summary>
    public AccountState State { get; }

    /// <summary>Gives the slot back.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0) _slots.Return(State);
        return ValueTask.CompletedTask;
    }
}
