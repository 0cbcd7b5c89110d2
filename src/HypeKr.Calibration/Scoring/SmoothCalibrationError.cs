namespace HypeKr.Calibration;

/// <summary>The calibration error without bins: residuals smoothed by a Gaussian whose width is the error itself.</summary>
/// <remarks>
/// Błasiok and Nakkiran, "Smooth ECE: principled reliability diagrams via kernel smoothing" (2023). The Gaussian is reflected at 0
/// and 1; the width s solves ∫ |smoothed residual| = s. On a mesh of 10 steps a width, at least 512 and at most 131,072, so good to
/// about 2e-3; errors below 1e-4 are only told to be that small.
/// </remarks>
/// <param name="Value">The error.</param>
/// <param name="Bandwidth">The width of the Gaussian.</param>
public readonly record struct SmoothCalibrationError(double Value, double Bandwidth)
{
    private const int LeastSteps = 512;
    private const int MostSteps = 1 << 17;

    /// <summary>Measures a table of probabilities.</summary>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static SmoothCalibrationError Of(ScoreTable table)
    {
        Guard.Probabilities(table);
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 20; i++)
        {
            var middle = (low + high) / 2;
            if (Smoothed(table, middle) > middle) low = middle;
            else high = middle;
        }

        return new SmoothCalibrationError(Smoothed(table, high), high);
    }

    /// <summary>The mean residual o - f of every score, split between the two mesh points around it.</summary>
    private static double[] OnMesh(ScoreTable table, int steps)
    {
        var residuals = new double[steps + 1];
        for (var i = 0; i < table.Count; i++)
        {
            var p = table.Scores[i];
            var residual = (table.Positives[i] - (table.WeightAt(i) * p)) / table.TotalWeight;
            var place = p * steps;
            var left = Math.Min((int)place, steps - 1);
            residuals[left] += residual * (left + 1 - place);
            residuals[left + 1] += residual * (place - left);
        }

        return residuals;
    }

    private static double Smoothed(ScoreTable table, double width)
    {
        // Ten steps a width, or the mesh would not see the Gaussian.
        var steps = (int)Math.Clamp(Math.Ceiling(10 / width), LeastSteps, MostSteps);
        var residuals = OnMesh(table, steps);
        var kernel = new double[1 + (int)Math.Ceiling(9 * width * steps)];
        for (var d = 0; d < kernel.Length; d++)
        {
            var z = d / (width * steps);
            kernel[d] = Math.Exp(-z * z / 2) / (width * Math.Sqrt(2 * Math.PI));
        }

        // Each residual spreads over its reach, and what leaves [0, 1] comes back. An end gets half of what it should, since nothing
        // comes back onto itself, and counts half in the integral: with a whole weight it is right.
        var smoothed = new double[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            if (residuals[i] == 0) continue;
            for (var d = 1 - kernel.Length; d < kernel.Length; d++)
            {
                var place = Math.Abs(i + d) % (2 * steps);
                smoothed[place <= steps ? place : (2 * steps) - place] += residuals[i] * kernel[Math.Abs(d)];
            }
        }

        var sum = new CompensatedSum();
        foreach (var value in smoothed) sum.Add(Math.Abs(value));
        return sum.Value / steps;
    }
}
