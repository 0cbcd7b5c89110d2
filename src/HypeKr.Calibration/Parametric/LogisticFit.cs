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
        parameters = new double[d];
        var gradient = new double[d];
        var hessian = new double[d, d];
        loss = Loss(columns, weights, targets, parameters);
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        for (var step = 0; step < MaximumSteps; step++)
        {
            Derivatives(columns, weights, targets, parameters, gradient, hessian);
            if (!TrySolve(hessian, gradient, out var direction)) return false;
            var decrement = 0.0;
            for (var j = 0; j < d; j++) decrement += gradient[j] * direction[j];

            // Where the quadratic model is good to half the digits, one more full step reaches the last of them.
            if (decrement <= 1e-16 * total)
            {
                for (var j = 0; j < d; j++) parameters[j] -= direction[j];
                loss = Loss(columns, weights, targets, parameters);
                return IsInside(hessian, total);
            }

            var accepted = false;
            for (var size = 1.0; size > 1e-10 && !accepted; size /= 2)
            {
                var next = new double[d];
                for (var j = 0; j < d; j++) next[j] = parameters[j] - (size * direction[j]);
                var nextLoss = Loss(columns, weights, targets, next);
                accepted = nextLoss <= loss - (0.1 * size * decrement) || decrement <= 1e-9 * total;
                if (accepted) (parameters, loss) = (next, nextLoss);
            }

            if (!accepted) return false;
        }

        return false;
    }

    private static double Loss(double[][] columns, double[] weights, double[] targets, double[] parameters)
    {
        var sum = new CompensatedSum();
        for (var i = 0; i < weights.Length; i++)
        {
            var z = At(columns, parameters, i);
            sum.Add((weights[i] * ExactMath.Softplus(z)) - (targets[i] * z));
        }

        return sum.Value;
    }

    private static void Derivatives(double[][] columns, double[] weights, double[] targets, double[] parameters, double[] gradient, double[,] hessian)
    {
        var d = columns.Length;
        Array.Clear(gradient);
        Array.Clear(hessian);
        for (var i = 0; i < weights.Length; i++)
        {
            var p = ExactMath.Sigmoid(At(columns, parameters, i));
            var residual = (weights[i] * p) - targets[i];
            var curvature = weights[i] * p * (1 - p);
            for (var j = 0; j < d; j++)
            {
                gradient[j] += residual * columns[j][i];
                for (var k = 0; k <= j; k++) hessian[j, k] += curvature * columns[j][i] * columns[k][i];
            }
        }

        for (var j = 0; j < d; j++)
        {
            for (var k = j + 1; k < d; k++) hessian[j, k] = hessian[k, j];
        }
    }

    private static double At(double[][] columns, double[] parameters, int i)
    {
        var z = 0.0;
        for (var j = 0; j < columns.Length; j++) z += parameters[j] * columns[j][i];
        return z;
    }

    /// <summary>Where rows are separated the parameters run away and the curvature dies; a true optimum keeps some of both.</summary>
    private static bool IsInside(double[,] hessian, double total)
    {
        for (var j = 0; j < hessian.GetLength(0); j++)
        {
            if (!(hessian[j, j] > 1e-12 * total)) return false;
        }

        return true;
    }

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
