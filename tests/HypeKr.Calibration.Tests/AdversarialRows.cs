namespace HypeKr.Calibration.Tests;

/// <summary>Rows in the shapes that have broken calibrators: ties, order, extremes. Reproducible by name and n.</summary>
internal static class AdversarialRows
{
    public static IReadOnlyList<string> Names { get; } = ["spread", "all tied", "sorted", "reversed", "sharp", "skewed", "one class", "four decimals", "subnormal", "one ulp apart", "logits", "two zeros", "huge and tiny", "organ pipe"];

    /// <summary>Those whose scores are probabilities.</summary>
    public static IEnumerable<string> Probabilities => Names.Where(n => n is not ("logits" or "huge and tiny" or "two zeros"));

    public static (double[] Scores, bool[] Labels) Make(string shape, int n)
    {
        var random = new Random(shape.Length + (31 * n));
        var scores = new double[n];
        var labels = new bool[n];
        for (var i = 0; i < n; i++)
        {
            var u = random.NextDouble();
            scores[i] = shape switch
            {
                "all tied" => 0.25,
                "sorted" => (i + 0.5) / n,
                "reversed" => (n - i - 0.5) / n,
                "sharp" => 1 / (1 + Math.Exp(-60 * (u - 0.5))),
                "skewed" => Math.Pow(u, 12),
                "four decimals" => Math.Round(u, 4),
                "subnormal" => double.Epsilon * random.Next(1, 1000),
                "one ulp apart" => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.3) + random.Next(0, 50)),
                "logits" => Math.Log(u + 1e-9) - Math.Log(1 - u + 1e-9),
                "two zeros" => random.Next(3) switch { 0 => 0.0, 1 => -0.0, _ => u - 0.5 },
                "huge and tiny" => (u - 0.5) * Math.Pow(10, random.Next(-300, 300)),
                "organ pipe" => Math.Min(i, n - i) / (double)n,
                _ => u,
            };
            labels[i] = shape != "one class" && random.NextDouble() < (scores[i] is >= 0 and <= 1 ? scores[i] : 0.4);
        }

        return (scores, labels);
    }
}
