namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The nonces of one signer: the 100 highest used ones, as the venue's chain keeps them.</summary>
internal sealed class NonceWindow
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 100;

    private const long Day = 24 * 60 * 60 * 1000;

    // Where one is given back, that which it had pushed out is in the window again.
    private const int Remembered = 2 * Kept;

    // In order; most come in it.
    private readonly List<long> _used = [];

    /// <summary>Uses up a nonce, or says in the venue's words why it may not be used.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="now">The block time, Unix milliseconds.</param>
    /// <returns>Null when the nonce is now used up.</returns>
    public string? Use(long nonce, long now)
    {
        if (Check(nonce, now) is { } refused) return refused;
        _used.Insert(~Place(nonce), nonce);
        if (_used.Count > Remembered) _used.RemoveAt(0);
        return null;
    }

    /// <summary>Why a nonce may not be used; null when it may.</summary>
    public string? Check(long nonce, long now)
    {
        if (_used.Count >= Kept && nonce < _used[^Kept]) return TooLow(nonce, _used[^Kept]);
        if (Place(nonce) >= 0) return $"Invalid nonce: duplicate nonce {WireText.Of(nonce)}";
        if (nonce <= now - 2 * Day) return TooLow(nonce, now - 2 * Day + 1);
        return nonce >= now + Day ? $"Invalid nonce: nonce too high {WireText.Of(nonce)} > {WireText.Of(now + Day - 1)}" : null;
    }

    /// <summary>Lets a nonce be used again.</summary>
    public void GiveBack(long nonce)
    {
        if (Place(nonce) is >= 0 and var place) _used.RemoveAt(place);
    }

    /// <summary>Where it is; the complement of where it belongs when it is not there.</summary>
    private int Place(long nonce) => _used.Count == 0 || nonce > _used[^1] ? ~_used.Count : _used.BinarySearch(nonce);

    private static string TooLow(long nonce, long min) => $"Invalid nonce: nonce too low {WireText.Of(nonce)} < {WireText.Of(min)}";

    public static NonceWindow Keep(StateArchive a, NonceWindow? window)
    {
        window ??= new NonceWindow();
        a.List(window._used, nonce => a.Long(nonce));
        for (var i = 1; i < window._used.Count; i++)
        {
            if (window._used[i] <= window._used[i - 1]) throw StateArchive.Wrong("nonces are out of order");
        }

        return window;
    }
}
