namespace HypeKr.Calibration;

/// <summary>The policies of Mondrian conformal prediction.</summary>
public sealed record MondrianOptions
{
    internal static MondrianOptions Default { get; } = new();

    /// <summary>How many rows a cell needs before its p-values may exclude its label.</summary>
    /// <value>30 by default.</value>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>What happens to the label of a cell with fewer rows.</summary>
    /// <value><see cref="SmallCellRule.IncludeLabel"/> by default.</value>
    public SmallCellRule SmallCells { get; init; } = SmallCellRule.IncludeLabel;

    /// <summary>What happens to a label whose p-value is exactly alpha.</summary>
    /// <value><see cref="ConformalBoundary.Exclude"/> by default.</value>
    public ConformalBoundary Boundary { get; init; } = ConformalBoundary.Exclude;

    internal void Validate()
    {
        if (MinimumSamples < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MinimumSamples is {MinimumSamples}; 0 or more is needed."));
    }
}
