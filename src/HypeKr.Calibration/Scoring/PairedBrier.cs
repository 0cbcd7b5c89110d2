namespace HypeKr.Calibration;

/// <summary>Two forecasters on the same rows in Brier score, added up row by row: the means, and the standard error of their difference.</summary>
internal sealed class PairedBrier
{
    private CompensatedSum _first;
    private CompensatedSum _second;
    private CompensatedSum _squares;
    private CompensatedSum _null;

    public long Rows { get; private set; }

    public double First => _first.Value / Rows;

    public double Second => _second.Value / Rows;

    /// <summary>The larger of the standard error that the rows show and the one they would have if both forecasters were equally good.</summary>
    /// <remarks>
    /// Where events are rare and none has happened yet, all differences are alike and the first one is next to nothing: whoever says 0
    /// would be shown to be better. Two forecasts are equally good in Brier score where P(YES) is halfway between them.
    /// </remarks>
    public double StandardError
    {
        get
        {
            var mean = First - Second;
            var shown = Rows > 1 ? Math.Max(0, (_squares.Value / Rows) - (mean * mean)) * Rows / (Rows - 1) : 0;
            return Math.Sqrt(Math.Max(shown, _null.Value / Rows) / Rows);
        }
    }

    public void Add(double first, double second, long yes, long no)
    {
        if (yes + no == 0) return;
        Rows += yes + no;
        Lost(yes, (1 - first) * (1 - first), (1 - second) * (1 - second));
        Lost(no, first * first, second * second);
        var halfway = (first + second) / 2;
        _null.Add((yes + no) * 4 * (first - second) * (first - second) * halfway * (1 - halfway));
    }

    public void Add(PairedBrier other)
    {
        Rows += other.Rows;
        _first.Add(other._first.Value);
        _second.Add(other._second.Value);
        _squares.Add(other._squares.Value);
        _null.Add(other._null.Value);
    }

    private void Lost(long count, double first, double second)
    {
        if (count == 0) return;
        _first.Add(count * first);
        _second.Add(count * second);
        _squares.Add(count * ((first - second) * (first - second)));
    }
}
