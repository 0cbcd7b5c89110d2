using System.Runtime.InteropServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The actions that were admitted, newest last, and the blocks they are in. Blocks follow the clock, whether or not there is anything in them.</summary>
internal sealed class ExplorerLog(Func<long> now)
{
    /// <summary>How long a block takes, in milliseconds. Between the 70 and 100 that third parties measured; UNCONFIRMED.</summary>
    public const long BlockTime = 100;

    private const int MaxEntries = 10_000;

    private readonly Queue<ExplorerEntry> _entries = new();
    private readonly Dictionary<Hash32, ExplorerEntry> _byHash = [];
    private readonly Dictionary<long, Queue<ExplorerEntry>> _byBlock = [];
    private long _start = now();

    /// <summary>The block that is being made; the first is 1.</summary>
    public long Height => 1 + (now() - _start) / BlockTime;

    /// <summary>The newest first.</summary>
    public IEnumerable<ExplorerEntry> Newest => _entries.Reverse();

    public ExplorerEntry? Find(Hash32 hash) => _byHash.GetValueOrDefault(hash);

    public IReadOnlyCollection<ExplorerEntry> InBlock(long height) => _byBlock.TryGetValue(height, out var entries) ? entries : (IReadOnlyCollection<ExplorerEntry>)[];

    /// <summary>When a block was begun.</summary>
    public long TimeOf(long height) => _start + (height - 1) * BlockTime;

    /// <summary>Adds an action that was admitted and carried out.</summary>
    /// <param name="user">Whom it acted for.</param>
    /// <param name="body">The body of its request.</param>
    /// <param name="hash">The venue's hash.</param>
    /// <param name="error">Why the whole of it failed.</param>
    public ExplorerEntry Add(EthereumAddress user, ReadOnlyMemory<byte> body, Hash32 hash, string? error)
    {
        var entry = new ExplorerEntry(Height, now(), user, hash, Copy(body), error);
        Add(entry);
        return entry;
    }

    public void Keep(StateArchive a)
    {
        _start = a.Long(_start);
        var entries = _entries.ToList();
        a.List(entries, e => new ExplorerEntry(a.Long(e?.Block), a.Long(e?.Time), a.Address(e?.User), a.Hash(e?.Hash), a.Bytes(e?.Body), a.OptionalText(e?.Error)));
        if (!a.IsReading) return;
        foreach (var entry in entries) Add(entry);
    }

    /// <summary>The body belongs to whoever sent it. What is copied takes the place of what is about to leave, where it fits.</summary>
    private ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> body)
    {
        if (_entries.Count < MaxEntries || !MemoryMarshal.TryGetArray(_entries.Peek().Body, out var old) || body.Length > old.Array!.Length || body.Length < old.Array.Length / 2) return body.ToArray();
        body.CopyTo(old.Array);
        return old.Array.AsMemory(0, body.Length);
    }

    private void Add(ExplorerEntry entry)
    {
        _entries.Enqueue(entry);
        _byHash[entry.Hash] = entry;
        if (!_byBlock.TryGetValue(entry.Block, out var block)) _byBlock[entry.Block] = block = [];
        block.Enqueue(entry);
        if (_entries.Count > MaxEntries)
        {
            var oldest = _entries.Dequeue();
            if (_byHash.TryGetValue(oldest.Hash, out var newest) && ReferenceEquals(newest, oldest)) _byHash.Remove(oldest.Hash);
            var others = _byBlock[oldest.Block];
            others.Dequeue();
            if (others.Count == 0) _byBlock.Remove(oldest.Block);
        }
    }
}
