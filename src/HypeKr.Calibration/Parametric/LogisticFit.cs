namespace HypeKr.Calibration;

/// <summary>The exact minimum of Σ w·ln(1 + e^z) - t·z over z = Σ θ_j x_j: damped Newton, run until rounding stops it.</summary>
internal static class LogisticFit
{
    private const int MaximumSteps = 200;

    /// <summary>The parameters, one a column.</summary>
    /// <param name="columns">One to three columns of m numbers.</param>
    /// <param name="weights">m weights, above 0.</param>
    /// <param name="targets">m targets, each 0 to the weight.</param>
    /// <param name="parameters">The optimum.</param>
    /// <param name="loss">The sum at the optimum.</param>
    /// <returns>False where there is no finite optimum, or none that is alone.</returns>
    public static bool TrySolve(double[][] columns, double[] weights, double[] targets, out double[] parameters, out double loss)
    {
        var d = columns.Length;
        var theta = new double[d];
        parameters = theta;
        var gradient = new double[d];
        var hessian = new double[d, d];
        loss = 0;
        var last = double.PositiveInfinity;
        for (var step = 0; step < MaximumSteps; step++)
        {
            Derivatives(columns, weights, targets, theta, gradient, hessian);
            if (!TrySolve(hessian, gradient, out var direction)) return false;

            // The third derivative of ln(1 + e^z) is at most the second, so how far z moves says how good the quadratic model is,
            // whatever the weights. Where rows are separated z moves by about 1 for ever.
            var moved = Largest(columns, direction);
            if (!double.IsFinite(moved)) return false;
            var size = moved <= 1 ? 1 : Damped(direction);
            if (size == 0) return false;
            for (var j = 0; j < d; j++) theta[j] -= size * direction[j];

            // A step of 1e-8 reaches the last digit; one that is small and no smaller than the one before is rounding.
            if (moved <= 1e-8 || (moved <= 1e-4 && moved >= last))
            {
                loss = Loss(columns, weights, targets, theta);
                return true;
            }

            last = moved;
        }

        return false;

        // Up to 1, (e^r - r - 1) / r² is below 0.9, so that a full step lowers the loss by a tenth of the decrement at least. A longer one must show it.
        double Damped(double[] direction)
        {
            var (at, decrement) = (Loss(columns, weights, targets, theta), 0.0);
            for (var j = 0; j < d; j++) decrement += gradient[j] * direction[j];
            var next = new double[d];
            for (var size = 1.0; size > 1e-10; size /= 2)
            {
                for (var j = 0; j < d; j++) next[j] = theta[j] - (size * direction[j]);
                if (Loss(columns, weights, targets, next) <= at - (0.1 * size * decrement) + (1e-14 * at)) return size;
            }

            return 0;
        }
    }

    /// <summary>How far a step moves z at most.</summary>
    private static double Largest(double[][] columns, double[] direction)
    {
        var largest = 0.0;
        var (first, second, third) = Three(columns);
        var (a, b, c) = Three(direction);
        for (var i = 0; i < first.Length; i++) largest = Math.Max(largest, Math.Abs((a * first[i]) + (b * second[i]) + (c * third[i])));
        return largest;
    }

    // All terms are 0 or more, so that a small loss keeps its digits.
    private static double Loss(double[][] columns, double[] weights, double[] targets, double[] parameters)
    {
        var sum = new CompensatedSum();
        var (first, second, third) = Three(columns);
        var (a, b, c) = Three(parameters);
        for (var i = 0; i < weights.Length; i++)
        {
            var z = (a * first[i]) + (b * second[i]) + (c * third[i]);
            sum.Add((weights[i] * ExactMath.Softplus(-Math.Abs(z))) + (z > 0 ? (weights[i] - targets[i]) * z : -targets[i] * z));
        }

        return sum.Value;
    }

    private static void Derivatives(double[][] columns, double[] weights, double[] targets, double[] parameters, double[] gradient, double[,] hessian)
    {
        var (first, second, third) = Three(columns);
        var (a, b, c) = Three(parameters);
        CompensatedSum g0 = default, g1 = default, g2 = default;
        double h00 = 0, h01 = 0, h02 = 0, h11 = 0, h12 = 0, h22 = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (x, y, z) = (first[i], second[i], third[i]);
            var p = ExactMath.Sigmoid((a * x) + (b * y) + (c * z));
            var residual = (weights[i] * p) - targets[i];
            var curvature = weights[i] * p * (1 - p);
            var (cx, cy) = (curvature * x, curvature * y);
            g0.Add(residual * x);
            g1.Add(residual * y);
            g2.Add(residual * z);
            (h00, h01, h02) = (h00 + (cx * x), h01 + (cx * y), h02 + (cx * z));
            (h11, h12, h22) = (h11 + (cy * y), h12 + (cy * z), h22 + (curvature * z * z));
        }

        var gradients = (ReadOnlySpan<double>)[g0.Value, g1.Value, g2.Value];
        var seconds = (ReadOnlySpan<double>)[h00, h01, h02, h01, h11, h12, h02, h12, h22];
        for (var j = 0; j < columns.Length; j++)
        {
            gradient[j] = gradients[j];
            for (var k = 0; k < columns.Length; k++) hessian[j, k] = seconds[(3 * j) + k];
        }
    }

    // A column that is not there repeats the first one with the parameter 0; its derivatives are not read.
    private static (double[], double[], double[]) Three(double[][] columns) =>
        (columns[0], columns.Length > 1 ? columns[1] : columns[0], columns.Length > 2 ? columns[2] : columns[0]);

    private static (double, double, double) Three(double[] parameters) =>
        (parameters[0], parameters.Length > 1 ? parameters[1] : 0, parameters.Length > 2 ? parameters[2] : 0);

    /// <summary>Solves a symmetric positive definite system by Cholesky's decomposition.</summary>
    private static bool TrySolve(double[,] matrix, double[] right, out double[] solution)
    {
        var d = right.Length;
        var lower = new double[d, d];
        solution = new double[d];
        for (var j = 0; j < d; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                var sum = matrix[j, k];
                for (var i = 0; i < k; i++) sum -= lower[j, i] * lower[k, i];
                if (j != k)
                {
                    lower[j, k] = sum / lower[k, k];
                    continue;
                }

                // What is left of a diagonal that the columns before explain is rounding.
                if (!(sum > 1e-14 * matrix[j, j])) return false;
                lower[j, j] = Math.Sqrt(sum);
            }
        }

        for (var j = 0; j < d; j++)
        {
            var sum = right[j];
            for (var i = 0; i < j; i++) sum -= lower[j, i] * solution[i];
            solution[j] = sum / lower[j, j];
        }

        for (var j = d - 1; j >= 0; j--)
        {
            var sum = solution[j];
            for (var i = j + 1; i < d; i++) sum -= lower[i, j] * solution[i];
            solution[j] = sum / lower[j, j];
        }

        return true;
    }
}
