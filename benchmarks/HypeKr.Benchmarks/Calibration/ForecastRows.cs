namespace HypeKr.Benchmarks;

/// <summary>Forecasts that are right: spread evenly over [0, 1), each coming true as often as it says. calibration.py makes the same rows.</summary>
internal sealed class ForecastRows
{
    public const int Count = 1_000_000;

    private readonly double[] _sorted = new double[Count];

    public ForecastRows()
    {
        for (var i = 0; i < Count; i++)
        {
            Scores[i] = Uniform((ulong)i);
            Labels[i] = Uniform((ulong)(Count + i)) < Scores[i];
        }
    }

    public double[] Scores { get; } = new double[Count];

    public bool[] Labels { get; } = new bool[Count];

    /// <summary>The floor of every fit from raw rows: the scores alone, copied and sorted.</summary>
    public void Sort()
    {
        Scores.CopyTo(_sorted, 0);
        Array.Sort(_sorted);
    }

    /// <summary>SplitMix64 of an index, as a number in [0, 1).</summary>
    private static double Uniform(ulong index)
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
