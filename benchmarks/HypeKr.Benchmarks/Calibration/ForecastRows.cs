namespace HypeKr.Benchmarks;

/// <summary>Forecasts that are right, each coming true as often as it says, in one of four shapes. calibration.py makes the same rows, from + - · / alone.</summary>
internal sealed class ForecastRows
{
    public static readonly string[] Shapes = ["spread", "sharp", "skewed", "decimals"];

    private readonly double[] _sorted;

    public ForecastRows(string shape = "spread", int count = 1_000_000)
    {
        (Shape, Count) = (shape, count);
        Scores = new double[count];
        Labels = new bool[count];
        _sorted = new double[count];
        for (var i = 0; i < count; i++)
        {
            Scores[i] = Of(shape, Uniform((ulong)i));
            Labels[i] = Uniform((ulong)(count + i)) < Scores[i];
        }
    }

    public string Shape { get; }

    public int Count { get; }

    public double[] Scores { get; }

    public bool[] Labels { get; }

    public double Positives => Labels.Count(label => label);

    /// <summary>The floor of every fit from raw rows: the scores alone, copied and sorted.</summary>
    public void Sort()
    {
        Scores.CopyTo(_sorted, 0);
        Array.Sort(_sorted);
    }

    /// <summary>Spread evenly, drawn to both ends, to the lower end, or with four decimals.</summary>
    public static double Of(string shape, double u)
    {
        switch (shape)
        {
            case "sharp":
                var v = u < 0.5 ? 2 * u : 2 * (1 - u);
                v *= v;
                v *= v;
                v *= v;
                return u < 0.5 ? v / 2 : 1 - (v / 2);
            case "skewed":
                var square = u * u;
                return square * square * square;
            case "decimals":
                return Math.Floor((u * 10_000) + 0.5) / 10_000;
            default:
                return u;
        }
    }

    /// <summary>SplitMix64 of an index, as a number in [0, 1).</summary>
    public static double Uniform(ulong index)
    {
        unchecked
        {
            var z = (index + 1) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
