namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The nonces of one signer: the 100 highest used ones, as the venue's chain keeps them.</summary>
internal sealed class NonceWindow
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 100;

    private const long Day = 24 * 60 * 60 * 1000;

    private readonly SortedSet<long> _used = [];

    /// <summary>Uses up a nonce, or says in the venue's words why it may not be used.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="now">The block time, Unix milliseconds.</param>
    /// <returns>Null when the nonce is now used up.</returns>
    public string? Use(long nonce, long now)
    {
        if (Check(nonce, now) is { } refused) return refused;
        _used.Add(nonce);
        if (_used.Count > Kept) _used.Remove(_used.Min);
        return null;
    }

    /// <summary>Why a nonce may not be used; null when it may.</summary>
    public string? Check(long nonce, long now)
    {
        if (_used.Contains(nonce)) return $"Invalid nonce: duplicate nonce {WireText.Of(nonce)}";
        if (_used.Count == Kept && nonce < _used.Min) return TooLow(nonce, _used.Min);
        if (nonce <= now - 2 * Day) return TooLow(nonce, now - 2 * Day + 1);
        return nonce >= now + Day ? $"Invalid nonce: nonce too high {WireText.Of(nonce)} > {WireText.Of(now + Day - 1)}" : null;
    }

    /// <summary>Lets a nonce be used again.</summary>
    public void GiveBack(long nonce) => _used.Remove(nonce);

    private static string TooLow(long nonce, long min) => $"Invalid nonce: nonce too low {WireText.Of(nonce)} < {WireText.Of(min)}";

    public static NonceWindow Keep(StateArchive a, NonceWindow? window)
    {
        window ??= new NonceWindow();
        var used = window._used.ToList();
        a.List(used, nonce => a.Long(nonce));
        if (a.IsReading) window._used.UnionWith(used);
        return window;
    }
}
