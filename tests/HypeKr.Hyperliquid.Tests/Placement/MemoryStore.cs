namespace HypeKr.Hyperliquid.Tests;

/// <summary>A disk in memory that knows what was written and what was synced, and what a crash leaves of it.</summary>
internal sealed class MemoryStore : IJournalStore
{
    private readonly Lock _gate = new();
    private byte[] _bytes;
    private int _synced;
    private bool _isClosed;

    public MemoryStore(byte[]? bytes = null)
    {
        _bytes = bytes ?? [];
        _synced = _bytes.Length;
    }

    /// <summary>Called at <c>write</c>, <c>sync</c> and <c>synced</c>.</summary>
    public Func<string, Task>? At { get; set; }

    public int Syncs { get; private set; }

    public int Replacements { get; private set; }

    public byte[] Bytes
    {
        get
        {
            lock (_gate) return [.. _bytes];
        }
    }

    /// <summary>What is there after a loss of power: what was synced, and so many bytes of what was not.</summary>
    public byte[] AfterCrash(int unsyncedKept = 0)
    {
        lock (_gate) return _bytes[..Math.Min(_bytes.Length, _synced + unsyncedKept)];
    }

    public int Unsynced
    {
        get
        {
            lock (_gate) return _bytes.Length - _synced;
        }
    }

    public ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => new(Bytes);

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _bytes = [.. _bytes, .. bytes.Span];
        }

        if (At is { } at) await at("write");
    }

    public async ValueTask SyncAsync()
    {
        if (At is { } before) await before("sync");
        lock (_gate)
        {
            _synced = _bytes.Length;
            Syncs++;
        }

        if (At is { } after) await after("synced");
    }

    public ValueTask TruncateAsync(long length)
    {
        lock (_gate)
        {
            _bytes = _bytes[..(int)length];
            _synced = _bytes.Length;
        }

        return default;
    }

    public ValueTask ReplaceAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            _bytes = bytes.ToArray();
            _synced = _bytes.Length;
            Replacements++;
        }

        return default;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _isClosed = true;
        return default;
    }
}
