namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The requests of one address (wire specification 9): 10,000 and one for each dollar traded, and what was bought.</summary>
internal sealed class RequestBudget
{
    /// <summary>What everybody starts with.</summary>
    public const long Initial = 10_000;

    private const long PauseMilliseconds = 10_000;
    private const long ExtraCancels = 100_000;

    private long _lastOverdraft = long.MinValue;

    public long Used { get; private set; }

    public long Bought { get; set; }

    public static long Cap(decimal volume) => Initial + (long)Math.Min(decimal.Floor(volume), 1_000_000_000_000_000m);

    public void Count(long requests) => Used += requests;

    /// <summary>Whether a request is over the budget now; beyond it one passes every ten seconds.</summary>
    public bool IsOver(decimal volume, bool cancels, long now)
    {
        var cap = Cap(volume) + Bought;
        if (cancels) cap = Math.Min(cap + ExtraCancels, 2 * cap);
        if (Used < cap) return false;
        if (_lastOverdraft != long.MinValue && now - _lastOverdraft < PauseMilliseconds) return true;
        _lastOverdraft = now;
        return false;
    }

    public void Keep(StateArchive a)
    {
        _lastOverdraft = a.Long(_lastOverdraft);
        Used = a.Long(Used);
        Bought = a.Long(Bought);
    }
}
