namespace HypeKr.Calibration;

/// <summary>A named rule that puts scores on a grid before they are counted, so that a table stays small and a database can apply the same rule.</summary>
/// <remarks>Named, because <c>round(0.12345, 4)</c> is 0.1235 in one database and 0.1234 in .NET. Scores are not confined to [0, 1].</remarks>
public readonly record struct ScoreGrid
{
    private readonly double _scale;
    private readonly bool _halfEven;

    private ScoreGrid(string name, double scale, bool halfEven) => (Name, _scale, _halfEven) = (name, scale, halfEven);

    /// <summary>What reports print, for example "floor(s*10000 + 0.5)/10000".</summary>
    public string Name { get => field ?? "none"; }

    /// <summary>q = floor(s·K + 0.5) on the double product; the score becomes q / K.</summary>
    /// <param name="stepsPerOne">K, at least 1; for example 10000 for four decimals.</param>
    public static ScoreGrid FloorHalfUp(int stepsPerOne)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerOne, 1);
        return new ScoreGrid(string.Create(CultureInfo.InvariantCulture, $"floor(s*{stepsPerOne} + 0.5)/{stepsPerOne}"), stepsPerOne, false);
    }

    /// <summary>numpy.round: scale by 10^d, round half to even, scale back. What the Python package venn-abers does to calibration scores under its <c>precision</c>.</summary>
    /// <param name="decimals">d, from 0 to 15.</param>
    public static ScoreGrid NumpyRound(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 15);
        var scale = 1.0;
        for (var i = 0; i < decimals; i++) scale *= 10;
        return new ScoreGrid(string.Create(CultureInfo.InvariantCulture, $"numpy.round(s, {decimals})"), scale, true);
    }

    /// <summary>The grid's name.</summary>
    public override string ToString() => Name;

    internal double Apply(double score, long row)
    {
        // A default grid changes nothing.
        if (_scale == 0) return score;
        var step = _halfEven ? Math.Round(score * _scale, MidpointRounding.ToEven) : Math.Floor((score * _scale) + 0.5);
        return Guard.Finite(step / _scale, row, "score on the grid");
    }
}
