namespace HypeKr.Calibration;

/// <summary>One forecaster in a reliability diagram.</summary>
public sealed class ReliabilitySeries
{
    /// <summary>A forecaster with its forecasts put into bins.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="table">Its forecasts with their labels.</param>
    /// <param name="rule">The binning convention.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public ReliabilitySeries(string name, ScoreTable table, BinningRule rule)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Table = table;
        Bins = ReliabilityBins.Of(table, rule);
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>Its forecasts with their labels.</summary>
    public ScoreTable Table { get; }

    /// <summary>Its forecasts in bins.</summary>
    public ReliabilityBins Bins { get; }
}
