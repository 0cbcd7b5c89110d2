using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The actions that were admitted, newest last, and the blocks they are in. Blocks follow the clock, whether or not there is anything in them.</summary>
internal sealed class ExplorerLog(Func<long> now)
{
    /// <summary>How long a block takes, in milliseconds. Between the 70 and 100 that third parties measured; UNCONFIRMED.</summary>
    public const long BlockTime = 100;

    private const int MaxEntries = 10_000;

    private readonly Queue<ExplorerEntry> _entries = new();
    private readonly Dictionary<string, ExplorerEntry> _byHash = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<ExplorerEntry>> _byBlock = [];
    private readonly long _start = now();
    private (EthereumAddress User, ReadOnlyMemory<byte> Body, string Hash)? _admitted;

    /// <summary>The block that is being made; the first is 1.</summary>
    public long Height => 1 + (now() - _start) / BlockTime;

    /// <summary>The newest first.</summary>
    public IEnumerable<ExplorerEntry> Newest => _entries.Reverse();

    public ExplorerEntry? Find(string hash) => _byHash.GetValueOrDefault(hash);

    public IReadOnlyList<ExplorerEntry> InBlock(long height) => _byBlock.TryGetValue(height, out var entries) ? entries : [];

    /// <summary>When a block was begun.</summary>
    public long TimeOf(long height) => _start + (height - 1) * BlockTime;

    /// <summary>An action has passed its signature, its account and its nonce.</summary>
    public void Admit(EthereumAddress user, ReadOnlyMemory<byte> body, string hash) => _admitted = (user, body, hash);

    /// <summary>The action that was admitted is answered.</summary>
    /// <returns>Its entry; null when none was admitted.</returns>
    public ExplorerEntry? Finish(ReadOnlyMemory<byte> reply)
    {
        if (_admitted is not var (user, body, hash)) return null;
        _admitted = null;

        // The body belongs to whoever sent it.
        var entry = new ExplorerEntry(Height, now(), user, hash, body.ToArray(), ErrorOf(reply));
        _entries.Enqueue(entry);
        _byHash[hash] = entry;
        if (!_byBlock.TryGetValue(entry.Block, out var block)) _byBlock[entry.Block] = block = [];
        block.Add(entry);
        if (_entries.Count > MaxEntries)
        {
            var oldest = _entries.Dequeue();
            if (_byHash.GetValueOrDefault(oldest.Hash) == oldest) _byHash.Remove(oldest.Hash);
            if (_byBlock.Remove(oldest.Block, out var others) && others.Count > 1)
            {
                others.RemoveAt(0);
                _byBlock[oldest.Block] = others;
            }
        }

        return entry;
    }

    private static string? ErrorOf(ReadOnlyMemory<byte> reply)
    {
        if (!reply.Span.StartsWith("{\"status\":\"err\""u8)) return null;
        using var document = JsonDocument.Parse(reply);
        return document.RootElement.GetProperty("response").GetString();
    }
}
