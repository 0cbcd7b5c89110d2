namespace HypeKr.Calibration;

/// <summary>Mondrian cells that grow: each object is judged against those before it, then joins the cell of its true class. All in O(log n).</summary>
/// <remarks>
/// For martingales and monitors, whose p-values are independent only if the order of objects was fixed before outcomes were known
/// (order by question creation: YES tends to resolve before NO). Not safe for concurrent use.
/// </remarks>
public sealed class OnlineMondrianConformal
{
    private readonly Dictionary<(string Category, int Class), OnlineConformalCell> _cells = [];

    /// <summary>Cells without rows.</summary>
    /// <param name="options">The policies; defaults when left out.</param>
    public OnlineMondrianConformal(MondrianOptions? options = null)
    {
        Options = options ?? MondrianOptions.Default;
        Options.Validate();
    }

    /// <summary>The policies.</summary>
    public MondrianOptions Options { get; }

    /// <summary>The cell that judges a label of a category; one without rows where none has joined.</summary>
    /// <exception cref="ArgumentException">The category is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The class is negative.</exception>
    public OnlineConformalCell Cell(string category, int @class)
    {
        var key = Key(category, @class);
        if (!_cells.TryGetValue(key, out var cell)) _cells[key] = cell = new OnlineConformalCell(Options.Boundary);
        return cell;
    }

    /// <summary>How many rows have joined the cell that judges a label of a category.</summary>
    public long Count(string category, int @class) => _cells.TryGetValue(Key(category, @class), out var cell) ? cell.Count : 0;

    /// <summary>Puts the nonconformity score of a resolved object into the cell of its category and true class.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is not finite.</exception>
    public void Add(string category, int trueClass, double score) => Cell(category, trueClass).Add(score);

    /// <summary>The p-value of a label of the next object; 1 in an empty cell.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(string category, int @class, double score) => _cells.TryGetValue(Key(category, @class), out var cell) ? cell.PValue(score) : default;

    /// <summary>The smoothed p-value (#above + θ(#equal + 1)) / (n + 1) of a label of the next object.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="class">The label.</param>
    /// <param name="score">The label's nonconformity score.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object and label.</param>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN, or theta is outside [0, 1].</exception>
    public double SmoothedPValue(string category, int @class, double score, double theta) =>
        _cells.TryGetValue(Key(category, @class), out var cell) ? cell.SmoothedPValue(score, theta) : Guard.Probability(theta, "theta");

    /// <summary>The set of the next object from the nonconformity scores of all its labels.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="scores">One nonconformity score a label.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <exception cref="ArgumentException">There are fewer than two scores.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN.</exception>
    public PredictionSet Predict(string category, ReadOnlySpan<double> scores, SignificanceLevel alpha)
    {
        if (scores.Length < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {scores.Length} nonconformity scores; one for each of two or more labels is needed."), nameof(scores));
        Span<ConformalPValue> values = new ConformalPValue[scores.Length];
        Span<bool> forced = new bool[scores.Length];
        var seen = !Options.ByCategory;
        for (var c = 0; c < scores.Length; c++)
        {
            values[c] = PValue(category, c, scores[c]);
            seen |= values[c].Count > 0;
            forced[c] = Options.SmallCells == SmallCellRule.IncludeLabel && values[c].Count < Options.MinimumSamples;
        }

        return Options.Decide(category, seen, alpha, values, forced);
    }

    private (string Category, int Class) Key(string category, int @class)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        return (Options.ByCategory ? category : "", Options.ByClass ? @class : 0);
    }
}
