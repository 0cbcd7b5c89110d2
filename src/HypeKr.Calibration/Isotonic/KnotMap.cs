namespace HypeKr.Calibration;

/// <summary>A monotone map through knots: flat inside a block, a line or a step between blocks.</summary>
internal sealed class KnotMap
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly IsotonicOptions _options;

    /// <summary>Knots are the first and the last score of every block, both with the block's bounded value.</summary>
    public KnotMap(double[] x, double[] y, IsotonicOptions options) => (_x, _y, _options) = (x, y, options);

    public ReadOnlySpan<double> X => _x;

    public ReadOnlySpan<double> Y => _y;

    public double Lowest => _x[0];

    public double Highest => _x[^1];

    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        if (destination.Length < scores.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {destination.Length} of {scores.Length} predictions."), nameof(destination));
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    public double Predict(double score, int row)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException(row, "the score is NaN.");
        if (score < _x[0] || score > _x[^1])
        {
            return _options.OutOfRange switch
            {
                OutOfRangeRule.Clip => score < _x[0] ? _y[0] : _y[^1],
                OutOfRangeRule.NaN => double.NaN,
                _ => throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the score {score} is outside the fitted range [{_x[0]}, {_x[^1]}].")),
            };
        }

        // The highest knot at or below the score.
        var low = SortedSearch.CountBelow(_x, score);
        if (low == _x.Length || _x[low] != score) low--;
        if (low == _x.Length - 1 || _x[low] == score || _options.Interpolation == IsotonicInterpolation.Step) return _y[low];
        var width = _x[low + 1] - _x[low];
        var slope = (_y[low + 1] - _y[low]) / width;
        if (!double.IsFinite(width) || !double.IsNormal(slope))
        {
            // Knots too far apart, or too near, for a slope: by the share of the way.
            var share = double.IsFinite(width) ? (score - _x[low]) / width : ((score / 2) - (_x[low] / 2)) / ((_x[low + 1] / 2) - (_x[low] / 2));
            return Math.Clamp((_y[low] * (1 - share)) + (_y[low + 1] * share), _y[low], _y[low + 1]);
        }

        return Math.Clamp((slope * (score - _x[low])) + _y[low], _y[low], _y[low + 1]);
    }
}
