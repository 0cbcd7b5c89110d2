namespace HypeKr.Hyperliquid;

/// <summary>The newest fills, each once, in the order in which they came. What was handed out is never written again.</summary>
internal sealed class FillLog(int kept)
{
    private readonly HashSet<FillKey> _seen = [];
    private Fill[] _rows = new Fill[16];
    private int _count;

    /// <summary>The number of the first row.</summary>
    public long First { get; private set; }

    /// <summary>How many came in all.</summary>
    public long End => First + _count;

    public ArraySegment<Fill> Rows => new(_rows, 0, _count);

    /// <summary>Adds a fill; false when it was there before.</summary>
    public bool TryAdd(Fill fill)
    {
        if (!_seen.Add(FillKey.Of(fill))) return false;
        if (_count == _rows.Length) MakeRoom();
        _rows[_count++] = fill;
        return true;
    }

    private void MakeRoom()
    {
        var dropped = _count >= 2 * kept ? _count - kept : 0;
        for (var i = 0; i < dropped; i++) _seen.Remove(FillKey.Of(_rows[i]));
        var rows = new Fill[Math.Min(2 * _count, 2 * kept)];
        _rows.AsSpan(dropped, _count - dropped).CopyTo(rows);
        (_rows, _count, First) = (rows, _count - dropped, First + dropped);
    }
}
