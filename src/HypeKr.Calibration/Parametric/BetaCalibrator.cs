namespace HypeKr.Calibration;

/// <summary>Beta calibration: logit P = a·ln s - b·ln(1 - s) + c with a and b at least 0, at the exact minimum of the log loss.</summary>
/// <remarks>
/// Kull, Silva Filho and Flach, "Beta calibration" (2017). A coefficient that the free fit makes negative is dropped and the rest is
/// fitted again, as the authors' package does; if that makes the other one negative too, a constant is left. Where the free fit runs away the better of the two lines is taken. Scores are moved into
/// [2.2e-16, 1 - 2.2e-16]. The identity is among the maps (a = b = 1, c = 0), so a calibrated forecast is left about as it is.
/// </remarks>
public sealed class BetaCalibrator : ICalibrator
{
    private static readonly double Ln2 = ExactMath.Log(2);

    private BetaCalibrator(BetaForm form, double a, double b, double c, TargetRule targets, double meanLoss) =>
        (Form, A, B, C, Targets, MeanLoss) = (form, a, b, c, targets, meanLoss);

    /// <summary>Which parameters were free.</summary>
    public BetaForm Form { get; }

    /// <summary>The factor of ln s, 0 or more.</summary>
    public double A { get; }

    /// <summary>The factor of -ln(1 - s), 0 or more.</summary>
    public double B { get; }

    /// <summary>The constant.</summary>
    public double C { get; }

    /// <summary>What the fit aimed at.</summary>
    public TargetRule Targets { get; }

    /// <summary>The mean log loss against the targets at the optimum, in nats.</summary>
    public double MeanLoss { get; }

    /// <summary>The map with these parameters, as a bundle read them.</summary>
    internal static BetaCalibrator FromParameters(BetaForm form, double a, double b, double c, double meanLoss) => new(form, a, b, c, TargetRule.Platt, meanLoss);

    /// <summary>Fits the parameters.</summary>
    /// <param name="table">Probabilities with their labels.</param>
    /// <param name="form">Which parameters are free.</param>
    /// <param name="targets">What to aim at: the labels, as the authors do, or Platt's targets.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1], or the labels have no finite optimum: one class, or scores that separate the two.</exception>
    public static BetaCalibrator Fit(ScoreTable table, BetaForm form = BetaForm.Abm, TargetRule targets = TargetRule.Labels)
    {
        Guard.Probabilities(table);
        if (!Enum.IsDefined(form)) throw new ArgumentOutOfRangeException(nameof(form), form, "This is no form of beta calibration.");
        var aims = new TargetTable(table, targets);
        var m = table.Count;
        var (low, high, ones) = (new double[m], new double[m], new double[m]);
        for (var i = 0; i < m; i++)
        {
            var (lnS, lnRest) = Logs(table.Scores[i]);
            (low[i], high[i], ones[i]) = form switch
            {
                BetaForm.Ab => (lnS + Ln2, -lnRest - Ln2, 1),
                BetaForm.Am => (lnS - lnRest, 0, 1),
                _ => (lnS, -lnRest, 1),
            };
        }

        var constant = form == BetaForm.Ab ? (Logit: 0, Loss: aims.Total * Ln2) : aims.Constant("Beta calibration");
        var (a, b, c, loss) = form switch
        {
            _ when m == 1 && form != BetaForm.Ab => (0, 0, constant.Logit, constant.Loss),
            BetaForm.Am => Line(low) ?? throw Separated(),
            _ => Both(),
        };
        if (form == BetaForm.Ab) c = (a - b) * Ln2;
        return new BetaCalibrator(form, a, form == BetaForm.Am ? a : b, c, targets, loss / aims.Total);

        (double A, double B, double C, double Loss) Both()
        {
            double[][] columns = form == BetaForm.Ab ? [low, high] : [low, high, ones];

            if (m >= columns.Length && TrySolve(columns, out var parameters, out var loss))
            {
                if (parameters[0] >= 0 && parameters[1] >= 0) return (parameters[0], parameters[1], form == BetaForm.Ab ? 0 : parameters[2], loss);
                return Line(parameters[0] < 0 ? high : low) ?? throw Separated();
            }

            // Too few scores, or scores too close, leave two slopes undetermined. Where the loss falls for ever, it does so with a slope
            // below 0 unless scores separate YES from NO; in bounds its least value then lies where one slope is 0.
            return (Line(low), Line(high)) switch
            {
                ({ } first, { } second) => second.Loss < first.Loss ? second : first,
                var (first, second) => first ?? second ?? throw Separated(),
            };
        }

        InvalidCalibrationDataException Separated() => aims.NoOptimum("Beta calibration", "the scores separate YES from NO");

        // One slope, in the place of its column; null where it has no finite optimum.
        (double A, double B, double C, double Loss)? Line(double[] column)
        {
            if (Array.TrueForAll(column, x => x == (form == BetaForm.Ab ? 0 : column[0]))) return (0, 0, constant.Logit, constant.Loss);
            if (!TrySolve(form == BetaForm.Ab ? [column] : [column, ones], out var parameters, out var loss)) return null;
            if (parameters[0] < 0) return (0, 0, constant.Logit, constant.Loss);
            var offset = form == BetaForm.Ab ? 0 : parameters[1];
            return ReferenceEquals(column, low) ? (parameters[0], 0, offset, loss) : (0, parameters[0], offset, loss);
        }

        // Columns are brought to one size, and to zero in their middle where there is a constant to take that up.
        bool TrySolve(double[][] columns, out double[] parameters, out double loss)
        {
            var last = form == BetaForm.Ab ? columns.Length : columns.Length - 1;
            var (middles, halves) = (new double[last], new double[last]);
            var scaled = columns.ToArray();
            for (var j = 0; j < last; j++)
            {
                var (lowest, highest) = (columns[j].Min(), columns[j].Max());
                middles[j] = form == BetaForm.Ab ? 0 : (lowest + highest) / 2;
                halves[j] = Math.Max(highest - middles[j], middles[j] - lowest);
                scaled[j] = Array.ConvertAll(columns[j], x => (x - middles[j]) / halves[j]);
            }

            if (Array.IndexOf(halves, 0) >= 0 || !LogisticFit.TrySolve(scaled, aims.Weights, aims.Targets, out parameters, out loss))
            {
                (parameters, loss) = ([], 0);
                return false;
            }

            for (var j = 0; j < last; j++)
            {
                parameters[j] /= halves[j];
                if (last < columns.Length) parameters[last] -= parameters[j] * middles[j];
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public double Predict(double score) => Predict(score, 0);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    private static (double LnS, double LnRest) Logs(double score)
    {
        var s = LogLossClip.MachineEpsilon.Apply(score);
        return (ExactMath.Log(s), ExactMath.Log(1 - s));
    }

    private double Predict(double score, int row)
    {
        var (lnS, lnRest) = Logs(Guard.Probability(score, row, "score"));
        return ExactMath.Sigmoid((A * lnS) - (B * lnRest) + C);
    }
}
