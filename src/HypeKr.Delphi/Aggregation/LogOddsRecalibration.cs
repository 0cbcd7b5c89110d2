using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Extremisation or recalibration of an aggregate, fitted on resolved questions: σ(intercept + slope · logit).</summary>
/// <remarks>
/// <para>With the intercept held at 0 this is the extremised odds of Satopää et al. (2014) with a fitted exponent; with it free, Platt's affine map.
/// The fit maximises the likelihood with Platt's smoothed targets, so that it is finite on separable records.</para>
/// <para>A fit that looks good on its own data may still do harm: on half of a real panel of 15 models (121 questions) a fitted exponent raised the Brier score of the other half.
/// So every fit is cross-validated, and <see cref="Helps"/> says what came out.</para>
/// </remarks>
public sealed record LogOddsRecalibration
{
    private const int Iterations = 200;

    private LogOddsRecalibration(double slope, double intercept, double clip) => (Slope, Intercept, Clip) = (slope, intercept, clip);

    /// <summary>The factor on the log odds, above 0; above 1 extremises.</summary>
    public double Slope { get; }

    /// <summary>What is added to the log odds; 0 where it was not fitted.</summary>
    public double Intercept { get; }

    /// <summary>How far an aggregate is kept from 0 and 1 before the logarithm.</summary>
    public double Clip { get; }

    /// <summary>The number of outcomes it was fitted on.</summary>
    public int Outcomes { get; private init; }

    /// <summary>Brier score of the held-out rows, each recalibrated by a fit that had not seen its fold.</summary>
    public double CrossValidatedBrier { get; private init; }

    /// <summary>Brier score of the same rows as they were.</summary>
    public double UncalibratedBrier { get; private init; }

    /// <summary>Whether recalibrating improved the held-out Brier score.</summary>
    public bool Helps => CrossValidatedBrier < UncalibratedBrier;

    /// <summary>Fits the map.</summary>
    /// <param name="aggregates">n aggregates in [0, 1], before any extremisation; in the order of time, so that the folds are blocks of it.</param>
    /// <param name="outcomes">n outcomes.</param>
    /// <param name="fitIntercept">False fits the exponent alone (extremisation), true the affine map (recalibration).</param>
    /// <param name="minimumOutcomes">Fewer are refused; at least 10. The default is 50: below that the fitted slope is mostly noise.</param>
    /// <param name="folds">The number of folds, from 2 to n; blocks of consecutive rows.</param>
    /// <param name="clip">In (0, 0.5).</param>
    /// <exception cref="RecalibrationRefusedException">Too few outcomes, fewer than five of a kind, or a slope that is not above 0.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no probability.</exception>
    public static LogOddsRecalibration Fit(
        ReadOnlySpan<double> aggregates, ReadOnlySpan<bool> outcomes, bool fitIntercept = false, int minimumOutcomes = 50, int folds = 10, double clip = Aggregators.DefaultClip)
    {
        const int LeastMinimum = 10;
        const int LeastOfEach = 5;
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumOutcomes, LeastMinimum);
        if (!(clip > 0 && clip < 0.5)) throw new ArgumentOutOfRangeException(nameof(clip), clip, "A clip lies strictly between 0 and 0.5.");
        if (aggregates.Length != outcomes.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {aggregates.Length} aggregates and {outcomes.Length} outcomes; each needs one of both."), nameof(outcomes));
        }

        if (aggregates.Length < minimumOutcomes)
        {
            throw new RecalibrationRefusedException(string.Create(CultureInfo.InvariantCulture, $"There are {aggregates.Length} outcomes; at least {minimumOutcomes} are needed to fit a recalibration. Use the aggregate as it is."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, aggregates.Length);
        Aggregators.Check(aggregates);
        var yes = outcomes.Count(true);
        if (Math.Min(yes, outcomes.Length - yes) < LeastOfEach)
        {
            throw new RecalibrationRefusedException(string.Create(CultureInfo.InvariantCulture, $"{yes} of {outcomes.Length} outcomes are yes; at least {LeastOfEach} of each kind are needed."));
        }

        var logits = new double[aggregates.Length];
        for (var i = 0; i < logits.Length; i++) logits[i] = Aggregators.Logit(Aggregators.Clip(aggregates[i], clip));
        var labels = outcomes.ToArray();
        var (slope, intercept) = Solve(logits, labels, 0, 0, fitIntercept);
        if (!(slope > 0))
        {
            throw new RecalibrationRefusedException(string.Create(CultureInfo.InvariantCulture, $"The fitted slope is {slope:0.000}: higher aggregates went with fewer yes. Nothing can be made of such a record but its opposite."));
        }

        var (held, plain) = (0.0, 0.0);
        for (var fold = 0; fold < folds; fold++)
        {
            var start = (int)((long)fold * logits.Length / folds);
            var end = (int)((long)(fold + 1) * logits.Length / folds);
            var (foldSlope, foldIntercept) = Solve(logits, labels, start, end, fitIntercept);
            for (var i = start; i < end; i++)
            {
                var outcome = labels[i] ? 1.0 : 0.0;
                var p = Aggregators.Sigmoid(foldIntercept + (Math.Max(foldSlope, 0) * logits[i]));
                held += (p - outcome) * (p - outcome);
                plain += (aggregates[i] - outcome) * (aggregates[i] - outcome);
            }
        }

        return new(slope, intercept, clip) { Outcomes = logits.Length, CrossValidatedBrier = held / logits.Length, UncalibratedBrier = plain / logits.Length };
    }

    /// <summary>The recalibrated probability.</summary>
    /// <param name="aggregate">An aggregate in [0, 1], before any extremisation.</param>
    public double Apply(double aggregate)
    {
        Aggregators.Check([aggregate]);
        return Aggregators.Sigmoid(Intercept + (Slope * Aggregators.Logit(Aggregators.Clip(aggregate, Clip))));
    }

    // Newton's method on a convex loss, halving steps that do not improve; rows from holdStart to holdEnd are left out.
    private static (double Slope, double Intercept) Solve(double[] logits, bool[] labels, int holdStart, int holdEnd, bool fitIntercept)
    {
        var (positives, negatives) = (0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            if (i >= holdStart && i < holdEnd) continue;
            if (labels[i]) positives++;
            else negatives++;
        }

        var high = (positives + 1.0) / (positives + 2.0);
        var low = 1 / (negatives + 2.0);
        var (a, b) = (1.0, 0.0);
        var loss = Loss(a, b);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var i = 0; i < logits.Length; i++)
            {
                if (i >= holdStart && i < holdEnd) continue;
                var p = Aggregators.Sigmoid(b + (a * logits[i]));
                var error = p - (labels[i] ? high : low);
                var weight = p * (1 - p);
                ga += error * logits[i];
                gb += error;
                haa += weight * logits[i] * logits[i];
                hab += weight * logits[i];
                hbb += weight;
            }

            double da, db;
            if (fitIntercept)
            {
                var determinant = (haa * hbb) - (hab * hab);
                if (!(determinant > 0)) break;
                da = ((ga * hbb) - (gb * hab)) / determinant;
                db = ((gb * haa) - (ga * hab)) / determinant;
            }
            else
            {
                (da, db) = (ga / haa, 0);
            }

            var step = 1.0;
            var next = Loss(a - da, b - db);
            while (next > loss && step > 1e-10)
            {
                step /= 2;
                next = Loss(a - (step * da), b - (step * db));
            }

            if (!(next < loss)) break;
            (a, b, loss) = (a - (step * da), b - (step * db), next);
            if (Math.Abs(da) + Math.Abs(db) < 1e-12) break;
        }

        return (a, b);

        double Loss(double slope, double intercept)
        {
            var sum = 0.0;
            for (var i = 0; i < logits.Length; i++)
            {
                if (i >= holdStart && i < holdEnd) continue;
                var z = intercept + (slope * logits[i]);
                var target = labels[i] ? high : low;

                // ln(1 + eᶻ) - target · z, without overflow.
                sum += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (target * z);
            }

            return sum;
        }
    }
}
