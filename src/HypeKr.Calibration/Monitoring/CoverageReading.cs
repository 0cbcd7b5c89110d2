namespace HypeKr.Calibration;

/// <summary>Where the coverage of one cell stands.</summary>
/// <param name="Category">The category; null where the bundle's taxonomy does not tell categories apart.</param>
/// <param name="Class">The true class, 1 for YES; null where the taxonomy does not tell classes apart.</param>
/// <param name="Rows">How many objects of the cell were seen.</param>
/// <param name="Covered">How many of their sets held the truth.</param>
/// <param name="Lower">The lower end of the confidence sequence of the coverage: right at all times together with the stated chance.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="LeastHealthy">The least coverage that the cell's calibration leaves likely (the Beta band): below it something is wrong.</param>
/// <param name="AlarmRow">At which of the cell's rows it first alarmed; null while it has not.</param>
public readonly record struct CoverageReading(string? Category, int? Class, long Rows, long Covered, double Lower, double Upper, double LeastHealthy, long? AlarmRow)
{
    /// <summary>The empirical coverage; null without rows.</summary>
    public double? Coverage => Rows == 0 ? null : (double)Covered / Rows;

    /// <summary>Whether it has alarmed.</summary>
    public bool IsAlarm => AlarmRow is not null;
}
