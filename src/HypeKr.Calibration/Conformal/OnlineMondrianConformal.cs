namespace HypeKr.Calibration;

/// <summary>Mondrian cells that grow: each object is judged against those before it, then joins the cell of its true class.</summary>
/// <remarks>
/// For martingales and monitors, whose p-values are independent only if the order of objects was fixed before outcomes were known
/// (order by question creation: YES tends to resolve before NO). A p-value is O(log n); adding is O(n), an insertion into a sorted
/// list. Not safe for concurrent use.
/// </remarks>
public sealed class OnlineMondrianConformal
{
    private readonly Dictionary<(string Category, int Class), List<double>> _cells = [];

    /// <summary>How many rows have joined the cell of a category and class.</summary>
    public long Count(string category, int @class) => _cells.TryGetValue((category, @class), out var cell) ? cell.Count : 0;

    /// <summary>Puts the nonconformity score of a resolved object into the cell of its category and true class.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is not finite.</exception>
    public void Add(string category, int trueClass, double score)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        if (!double.IsFinite(score)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The nonconformity score {score} is not finite."));
        if (!_cells.TryGetValue((category, trueClass), out var cell)) _cells[(category, trueClass)] = cell = [];
        cell.Insert(Below(cell, score, orEqual: true), score);
    }

    /// <summary>The p-value of a label of the next object; 1 in an empty cell.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(string category, int @class, double score)
    {
        if (!_cells.TryGetValue((category, @class), out var cell)) return default;
        return new ConformalPValue(cell.Count - Below(cell, score, orEqual: false), cell.Count);
    }

    /// <summary>The smoothed p-value (#above + θ(#equal + 1)) / (n + 1) of a label of the next object.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="class">The label.</param>
    /// <param name="score">The label's nonconformity score.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object and label.</param>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN, or theta is outside [0, 1].</exception>
    public double SmoothedPValue(string category, int @class, double score, double theta)
    {
        Guard.Probability(theta, "theta");
        if (!_cells.TryGetValue((category, @class), out var cell)) return theta;
        var above = cell.Count - Below(cell, score, orEqual: true);
        var equal = cell.Count - Below(cell, score, orEqual: false) - above;
        return (above + (theta * (equal + 1))) / (cell.Count + 1);
    }

    private static int Below(List<double> cell, double score, bool orEqual)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException("The nonconformity score is NaN.");
        var low = 0;
        var high = cell.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (cell[middle] < score || (orEqual && cell[middle] == score)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
