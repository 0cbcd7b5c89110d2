namespace HypeKr.Calibration;

/// <summary>A sum in doubles that keeps what rounding drops (Neumaier 1974), so that a million rows cost no digits.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    public void Add(double value)
    {
        var next = _sum + value;
        // Infinities have no rounding error to keep, and would turn into NaN here.
        if (double.IsFinite(next)) _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - next + value : value - next + _sum;
        _sum = next;
    }
}
