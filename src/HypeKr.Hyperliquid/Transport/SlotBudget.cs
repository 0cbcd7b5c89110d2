namespace HypeKr.Hyperliquid;

/// <summary>Places of which only so many can be held at one time. Who finds none waits until one is given back.</summary>
internal sealed class SlotBudget(string name, int limit, int reserved, TimeProvider timeProvider) : WaitingBudget(name, timeProvider)
{
    private int _held;

    public int Held
    {
        get
        {
            lock (Gate) return _held;
        }
    }

    /// <summary>Takes a place whether there is one or not.</summary>
    public void TakeAnyway()
    {
        lock (Gate) _held++;
    }

    public void Release()
    {
        lock (Gate)
        {
            _held--;
            Pump();
        }
    }

    protected override bool TryTake(int amount, bool urgent)
    {
        if (_held + amount > (urgent ? limit : limit - reserved)) return false;
        _held += amount;
        return true;
    }

    protected override TimeSpan? TryAgainIn(int amount, bool urgent) => null;
}
