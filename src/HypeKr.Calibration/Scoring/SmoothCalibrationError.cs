namespace HypeKr.Calibration;

/// <summary>The calibration error without bins: residuals smoothed by a Gaussian whose width is the error itself.</summary>
/// <remarks>
/// Błasiok and Nakkiran, "Smooth ECE: principled reliability diagrams via kernel smoothing" (2023). The Gaussian is reflected at 0
/// and 1; the width s solves ∫ |smoothed residual| = s. On a mesh of 512 steps, so good to about 2e-3.
/// </remarks>
/// <param name="Value">The error.</param>
/// <param name="Bandwidth">The width of the Gaussian.</param>
public readonly record struct SmoothCalibrationError(double Value, double Bandwidth)
{
    private const int Steps = 512;

    /// <summary>Measures a table of probabilities.</summary>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static SmoothCalibrationError Of(ScoreTable table)
    {
        Guard.Probabilities(table);
        var residuals = OnMesh(table);
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 20; i++)
        {
            var middle = (low + high) / 2;
            if (Smoothed(residuals, middle) > middle) low = middle;
            else high = middle;
        }

        return new SmoothCalibrationError(Smoothed(residuals, high), high);
    }

    /// <summary>The mean residual o - f of every score, split between the two mesh points around it.</summary>
    private static double[] OnMesh(ScoreTable table)
    {
        var residuals = new double[Steps + 1];
        for (var i = 0; i < table.Count; i++)
        {
            var p = table.Scores[i];
            var residual = (table.Positives[i] - (table.WeightAt(i) * p)) / table.TotalWeight;
            var place = p * Steps;
            var left = Math.Min((int)place, Steps - 1);
            residuals[left] += residual * (left + 1 - place);
            residuals[left + 1] += residual * (place - left);
        }

        return residuals;
    }

    private static double Smoothed(double[] residuals, double width)
    {
        // The kernel between mesh points i and j is kernel[|j - i|] + kernel[j + i], with all further reflections folded in.
        var kernel = new double[(2 * Steps) + 1];
        var reach = 1 + (int)Math.Ceiling(4 * width);
        for (var d = 0; d < kernel.Length; d++)
        {
            for (var fold = -reach; fold <= reach; fold++)
            {
                var z = ((double)d / Steps + (2 * fold)) / width;
                kernel[d] += Math.Exp(-z * z / 2) / (width * Math.Sqrt(2 * Math.PI));
            }
        }

        var sum = 0.0;
        for (var j = 0; j <= Steps; j++)
        {
            var value = 0.0;
            for (var i = 0; i <= Steps; i++)
            {
                if (residuals[i] != 0) value += residuals[i] * (kernel[Math.Abs(j - i)] + kernel[j + i]);
            }

            sum += Math.Abs(value) * (j is 0 or Steps ? 0.5 : 1);
        }

        return sum / Steps;
    }
}
