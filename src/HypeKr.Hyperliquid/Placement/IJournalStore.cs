namespace HypeKr.Hyperliquid;

/// <summary>The bytes of a journal, held by one writer.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>All bytes.</summary>
    ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes at the end; maybe no further than to the system's memory.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Returns when all that was written is on the disk.</summary>
    ValueTask SyncAsync();

    /// <summary>Cuts what follows, and syncs.</summary>
    ValueTask TruncateAsync(long length);

    /// <summary>Replaces all bytes at once: whoever reads after a crash finds the old or the new, synced.</summary>
    ValueTask ReplaceAsync(ReadOnlyMemory<byte> bytes);
}
