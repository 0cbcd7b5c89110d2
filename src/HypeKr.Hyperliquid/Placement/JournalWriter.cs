namespace HypeKr.Hyperliquid;

/// <summary>Writes the records of many callers: what comes while one sync is under way goes with the next.</summary>
internal sealed class JournalWriter(IJournalStore store, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>How long a record that nobody waits for may wait for others.</summary>
    private static readonly TimeSpan Lazy = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private List<JournalRecord> _waiting = [];
    private TaskCompletionSource _written = NewSource();
    private Task _drain = Task.CompletedTask;
    private bool _isDraining;
    private bool _isTimed;
    private ITimer? _timer;
    private PlacementJournalException? _failure;

    /// <summary>Makes the new content when the file has grown too long; null leaves it as it is.</summary>
    public Func<long, IReadOnlyList<JournalRecord>?>? Compact { get; set; }

    public long Length { get; private set; }

    /// <summary>Why nothing more is written, once a write has failed.</summary>
    public PlacementJournalException? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    /// <summary>Reads what is there, and cuts off a torn end.</summary>
    public async Task<List<JournalRecord>> OpenAsync(CancellationToken cancellationToken)
    {
        var bytes = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (records, length) = JournalFrames.Read(bytes);
        Length = length;
        if (length < bytes.Length) await store.TruncateAsync(length).ConfigureAwait(false);
        return records;
    }

    /// <summary>Returns when the record is on the disk.</summary>
    /// <exception cref="PlacementJournalException">It cannot be written, or something before it could not.</exception>
    public Task WriteAsync(JournalRecord record) => Add(record, isLazy: false);

    /// <summary>Writes the record with the next that somebody waits for, or a moment later. Losing it loses no fact: it would be found again.</summary>
    public void WriteLater(JournalRecord record)
    {
        var written = Add(record, isLazy: true);
        _ = written.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Writes what waits.</summary>
    public async Task FlushAsync()
    {
        Task drain;
        lock (_gate)
        {
            if (_waiting.Count > 0 && _failure is null) Start();
            drain = _drain;
        }

        await drain.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _failure ??= new PlacementJournalException("The journal is closed.");
            _timer?.Dispose();
        }

        await store.DisposeAsync().ConfigureAwait(false);
    }

    private Task Add(JournalRecord record, bool isLazy)
    {
        lock (_gate)
        {
            if (_failure is not null) return Task.FromException(_failure);
            _waiting.Add(record);
            var written = _written.Task;
            if (!isLazy)
            {
                Start();
            }
            else if (!_isDraining && !_isTimed)
            {
                _isTimed = true;
                if (_timer is null) _timer = timeProvider.CreateTimer(static state => ((JournalWriter)state!).OnTimer(), this, Lazy, Timeout.InfiniteTimeSpan);
                else _timer.Change(Lazy, Timeout.InfiniteTimeSpan);
            }

            return written;
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _isTimed = false;
            if (_waiting.Count > 0 && _failure is null) Start();
        }
    }

    /// <summary>Called under the gate.</summary>
    private void Start()
    {
        if (_isDraining) return;
        _isDraining = true;
        _drain = DrainAsync();
    }

    private async Task DrainAsync()
    {
        // Out of the gate first.
        await Task.Yield();
        while (true)
        {
            List<JournalRecord> records;
            TaskCompletionSource written;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isDraining = false;
                    return;
                }

                (records, _waiting) = (_waiting, []);
                (written, _written) = (_written, NewSource());
            }

            try
            {
                var frame = JournalFrames.Write(records, Length);
                await store.AppendAsync(frame).ConfigureAwait(false);
                await store.SyncAsync().ConfigureAwait(false);
                Length += frame.Length;
                if (Compact?.Invoke(Length) is { } content)
                {
                    var all = JournalFrames.Write(content, 0);
                    await store.ReplaceAsync(all).ConfigureAwait(false);
                    Length = all.Length;
                }

                written.TrySetResult();
            }
            catch (Exception e)
            {
                // After a sync that failed nobody knows what is on the disk: no second try can be trusted.
                var failure = new PlacementJournalException($"The journal cannot be written, and nothing more is sent: {HttpBody.Quote(e.Message)}", e);
                TaskCompletionSource next;
                lock (_gate)
                {
                    _failure = failure;
                    next = _written;
                    _waiting = [];
                    _isDraining = false;
                }

                written.TrySetException(failure);
                next.TrySetException(failure);
                return;
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
