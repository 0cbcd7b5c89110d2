using System.Globalization;
using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Many users over the few that the venue streams to one address: who is needed now has a live state, the others are read over HTTP. Safe to share.</summary>
/// <remarks>
/// A slot that is given back keeps its state until another user needs the place; the one that was given back longest ago goes first. Feeds that are opened beside the slots count against the
/// same ten users: give the slots fewer then.
/// <para>Arithmetic of a sweep over HTTP at the venue's 1,200 of weight a minute: each user alone costs 2, so 10,000 users take 16 minutes and 40 seconds, in which nothing else can be read;
/// batches of 50 cost 20 each, so they take 3 minutes and 20 seconds. <see cref="EstimateSweep"/> counts it.</para>
/// </remarks>
public sealed class StreamSlots : IAsyncDisposable
{
    private readonly HyperliquidClient _client;
    private readonly StreamSlotsOptions _options;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<EthereumAddress, Slot> _slots = [];
    private long _returns;
    private bool _isDisposed;

    /// <summary>Slots of a client, none of them used.</summary>
    /// <param name="client">The client; it stays the caller's.</param>
    /// <param name="options">How they are shared out.</param>
    public StreamSlots(HyperliquidClient client, StreamSlotsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        options ??= new();
        options.Check(nameof(options));
        (_client, _options) = (client, options);
        Capacity = options.Slots ?? client.Limits.Budgets.StreamedUsers;
    }

    /// <summary>How many users can be streamed at one time.</summary>
    public int Capacity { get; }

    /// <summary>How many are.</summary>
    public int Used
    {
        get
        {
            lock (_slots) return _slots.Count;
        }
    }

    /// <summary>How long one sweep over HTTP takes at least, when nothing else is read.</summary>
    /// <param name="users">How many users are not streamed.</param>
    /// <param name="batchSize">How many one reading asks about; 1 reads each alone.</param>
    /// <param name="budgets">The limits; null takes the venue's.</param>
    public static TimeSpan EstimateSweep(int users, int batchSize = 50, VenueBudgets? budgets = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(users);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var (batches, rest) = Math.DivRem(users, batchSize);
        var weight = (batches * WeightOf(batchSize)) + WeightOf(rest);
        return TimeSpan.FromMinutes((double)weight / (budgets ?? new()).WeightPerMinute);
    }

    /// <summary>Whether a user has a slot.</summary>
    public bool IsStreamed(EthereumAddress user)
    {
        lock (_slots) return _slots.ContainsKey(user);
    }

    /// <summary>Streams a user: from the slot that it has, a free one, or the one that was given back longest ago.</summary>
    /// <returns>A state that is subscribed and was read once; dispose the lease to give the slot back.</returns>
    /// <exception cref="VenueLimitExceededException">Every slot is held.</exception>
    /// <exception cref="SubscriptionRejectedException">The venue refused a subscription.</exception>
    /// <exception cref="TransportException">No usable answer, or no acknowledgement.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<StreamLease> AcquireAsync(EthereumAddress user, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (Find(user) is { } slot)
            {
                if (slot.State.Status != AccountStateStatus.Ended) return Lend(slot);
                await RemoveAsync(slot).ConfigureAwait(false);
            }

            if (Used >= Capacity && !await EvictOldestAsync().ConfigureAwait(false))
            {
                throw new VenueLimitExceededException(string.Create(CultureInfo.InvariantCulture, $"All {Capacity} streamed users are held: give one back, or read this one over HTTP."));
            }

            var state = await _client.ForUser(user).OpenStateAsync(_options.State, cancellationToken).ConfigureAwait(false);
            slot = new(state);
            lock (_slots) _slots[user] = slot;
            return Lend(slot);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends a user's stream, unless somebody holds it.</summary>
    /// <returns>Whether it is not streamed any more.</returns>
    public async Task<bool> EvictAsync(EthereumAddress user, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Find(user) is not { } slot) return true;
            lock (_slots)
            {
                if (slot.Holders > 0) return false;
            }

            await RemoveAsync(slot).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Margin and positions of users on the main dex: of streamed ones from their state, of the others in batches. Wire: info <c>batchClearinghouseStates</c>, weight 20, or <c>clearinghouseState</c>, weight 2, whichever costs less.</summary>
    /// <param name="users">Each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One for each user, in their order.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<PolledUser>> GetPerpStatesAsync(IReadOnlyList<EthereumAddress> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        var results = new PolledUser[users.Count];
        var missing = new List<int>();
        for (var i = 0; i < results.Length; i++)
        {
            if (Streamed(users[i]) is { } streamed) results[i] = streamed;
            else missing.Add(i);
        }

        foreach (var batch in missing.Chunk(_options.BatchSize))
        {
            await foreach (var (index, user) in ReadBatchAsync(users, batch, cancellationToken).ConfigureAwait(false)) results[index] = user;
        }

        return results;
    }

    /// <summary>Sweeps over users for ever: each user's margin and positions as they are read, then the next sweep. The limits of the client decide how fast; see the arithmetic of the type.</summary>
    /// <param name="users">Each once.</param>
    /// <param name="interval">How long a sweep takes at least, so that weight is left for others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async IAsyncEnumerable<PolledUser> PollAsync(IReadOnlyList<EthereumAddress> users, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        if (users.Count == 0) throw new ArgumentException("Name one user at least.", nameof(users));
        for (var sweep = 0L; ; sweep++)
        {
            var began = _client.TimeProvider.GetTimestamp();
            foreach (var batch in users.Chunk(_options.BatchSize))
            {
                foreach (var user in await GetPerpStatesAsync(batch, cancellationToken).ConfigureAwait(false)) yield return user with { Sweep = sweep };
            }

            var rest = interval - _client.TimeProvider.GetElapsedTime(began);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends every stream, held ones too.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed) return;
            _isDisposed = true;
            Slot[] slots;
            lock (_slots) slots = [.. _slots.Values];
            foreach (var slot in slots) await RemoveAsync(slot).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    internal void Return(AccountState state)
    {
        lock (_slots)
        {
            // The user may have been streamed anew since.
            if (!_slots.TryGetValue(state.Address, out var slot) || slot.State != state) return;
            slot.Holders--;
            slot.ReturnedAs = ++_returns;
        }
    }

    // A batch costs as much as ten users alone.
    private static long WeightOf(int users) => users == 0 ? 0 : Math.Min(2L * users, 20);

    private StreamLease Lend(Slot slot)
    {
        lock (_slots) slot.Holders++;
        return new(this, slot.State);
    }

    private Slot? Find(EthereumAddress user)
    {
        lock (_slots) return _slots.GetValueOrDefault(user);
    }

    private async Task<bool> EvictOldestAsync()
    {
        Slot? oldest;
        lock (_slots) oldest = _slots.Values.Where(slot => slot.Holders == 0).MinBy(slot => slot.ReturnedAs);
        if (oldest is null) return false;
        await RemoveAsync(oldest).ConfigureAwait(false);
        return true;
    }

    private async Task RemoveAsync(Slot slot)
    {
        lock (_slots) _slots.Remove(slot.State.Address);
        await slot.State.DisposeAsync().ConfigureAwait(false);
    }

    private PolledUser? Streamed(EthereumAddress user) =>
        Find(user)?.State.Current is { Status: AccountStateStatus.Synced, ConfirmedAt: { } at } snapshot && snapshot.PerpStates.TryGetValue("", out var state)
            ? new(user, state, at, IsStreamed: true, 0)
            : null;

    private async IAsyncEnumerable<(int Index, PolledUser User)> ReadBatchAsync(IReadOnlyList<EthereumAddress> users, int[] batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (2 * batch.Length <= 20)
        {
            foreach (var index in batch)
            {
                var at = _client.TimeProvider.GetUtcNow();
                var state = await _client.ForUser(users[index]).GetPerpStateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                yield return (index, new(users[index], state, at, IsStreamed: false, 0));
            }

            yield break;
        }

        var askedAt = _client.TimeProvider.GetUtcNow();
        var states = await _client.GetPerpStatesAsync(Array.ConvertAll(batch, index => users[index]), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < batch.Length; i++) yield return (batch[i], new(users[batch[i]], states[i], askedAt, IsStreamed: false, 0));
    }

    private sealed class Slot(AccountState state)
    {
        public AccountState State => state;

        public int Holders { get; set; }

        /// <summary>The number of its last return: the lowest was given back longest ago.</summary>
        public long ReturnedAs { get; set; }
    }
}
