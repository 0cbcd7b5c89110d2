namespace HypeKr.Hyperliquid.CrashHost;

/// <summary>A place at which the process stops, says so and waits to be killed.</summary>
internal sealed class KillBarrier(string name, int pass)
{
    private int _passes;

    public async Task PassAsync(string place)
    {
        if (place != name || Interlocked.Increment(ref _passes) != pass) return;
        Console.WriteLine($"BARRIER {name}");
        Console.Out.Flush();
        await new TaskCompletionSource().Task;
    }
}

/// <summary>The barriers on both sides of the sync.</summary>
internal sealed class BarrierStore(KillBarrier barrier, IJournalStore inner) : IJournalStore
{
    public ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        await inner.AppendAsync(bytes);
        await barrier.PassAsync("written");
    }

    public async ValueTask SyncAsync()
    {
        await inner.SyncAsync();
        await barrier.PassAsync("synced");
    }

    public ValueTask TruncateAsync(long length) => inner.TruncateAsync(length);

    public ValueTask ReplaceAsync(ReadOnlyMemory<byte> bytes) => inner.ReplaceAsync(bytes);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>A file of which every byte that was not synced is gone after a kill: until then it is nowhere but here.</summary>
internal sealed class LossyStore(IJournalStore inner) : IJournalStore
{
    private byte[] _unsynced = [];

    public ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        _unsynced = [.. _unsynced, .. bytes.Span];
        return default;
    }

    public async ValueTask SyncAsync()
    {
        if (_unsynced.Length > 0) await inner.AppendAsync(_unsynced);
        _unsynced = [];
        await inner.SyncAsync();
    }

    public ValueTask TruncateAsync(long length) => inner.TruncateAsync(length);

    public ValueTask ReplaceAsync(ReadOnlyMemory<byte> bytes)
    {
        _unsynced = [];
        return inner.ReplaceAsync(bytes);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>The barriers on both sides of the way to the venue.</summary>
internal sealed class BarrierHandler(KillBarrier barrier, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await barrier.PassAsync("sending");
        var response = await base.SendAsync(request, cancellationToken);
        await barrier.PassAsync("replied");
        return response;
    }
}

/// <summary>The system's time, twenty times as fast: both processes count from one start.</summary>
public sealed class FastTime(long startTicks) : TimeProvider
{
    private const int Factor = 20;

    public override DateTimeOffset GetUtcNow() => new(startTicks + ((System.GetUtcNow().UtcTicks - startTicks) * Factor), TimeSpan.Zero);

    public override long TimestampFrequency => System.TimestampFrequency / Factor;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new FastTimer(System.CreateTimer(callback, state, Fast(dueTime), Fast(period)));

    private static TimeSpan Fast(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Factor;

    private sealed class FastTimer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Fast(dueTime), Fast(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
