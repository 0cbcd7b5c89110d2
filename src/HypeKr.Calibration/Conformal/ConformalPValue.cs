namespace HypeKr.Calibration;

/// <summary>A conformal p-value as the exact fraction (AtLeast + 1) / (Count + 1); with weights (AtLeast + Own) / (Count + Own).</summary>
/// <param name="AtLeast">How many scores of the cell are at least the object's; with weights their weight.</param>
/// <param name="Count">How many scores the cell has; with weights their weight. An empty cell gives p = 1.</param>
public readonly record struct ConformalPValue(long AtLeast, long Count)
{
    // Kept as a difference, so that a default value is the p = 1 of an empty cell.
    private readonly long _ownBeyondOne;

    internal ConformalPValue(long atLeast, long count, long own) : this(atLeast, count) => _ownBeyondOne = own - 1;

    /// <summary>The object's own weight; 1 without weights.</summary>
    public long Own => _ownBeyondOne + 1;

    /// <summary>The p-value in (0, 1].</summary>
    public double Value => ((double)AtLeast + Own) / ((double)Count + Own);

    /// <summary>Whether p &gt; alpha, in integers.</summary>
    public bool Exceeds(SignificanceLevel alpha) => Compare(AtLeast + Own, alpha.Denominator, Count + Own, alpha.Numerator) > 0;

    /// <summary>Whether p ≥ alpha, in integers.</summary>
    public bool Reaches(SignificanceLevel alpha) => Compare(AtLeast + Own, alpha.Denominator, Count + Own, alpha.Numerator) >= 0;

    /// <summary>Which of two p-values is larger, in integers.</summary>
    internal int CompareTo(ConformalPValue other) => ((Int128)(AtLeast + Own) * (other.Count + other.Own)).CompareTo((Int128)(other.AtLeast + other.Own) * (Count + Own));

    /// <summary>a·b against c·d, none negative, in as few bits as it takes.</summary>
    private static int Compare(long a, long b, long c, long d) =>
        (a | b | c | d) >>> 31 == 0 ? (a * b).CompareTo(c * d) : ((Int128)a * b).CompareTo((Int128)c * d);
}
