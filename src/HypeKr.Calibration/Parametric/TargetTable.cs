namespace HypeKr.Calibration;

/// <summary>The weights and targets of a table's distinct scores, in weights of one.</summary>
internal sealed class TargetTable
{
    private readonly TargetRule _rule;

    public TargetTable(ScoreTable table, TargetRule rule)
    {
        if (!Enum.IsDefined(rule)) throw new ArgumentOutOfRangeException(nameof(rule), rule, "This is no target rule.");
        double unit = table.UnitsPerWeight;
        var (positives, negatives) = (table.TotalPositives / unit, table.TotalNegatives / unit);
        var (yes, no) = rule == TargetRule.Platt ? ((positives + 1) / (positives + 2), 1 / (negatives + 2)) : (1.0, 0.0);
        _rule = rule;
        Total = positives + negatives;
        Weights = new double[table.Count];
        Targets = new double[table.Count];
        for (var i = 0; i < table.Count; i++)
        {
            Weights[i] = table.WeightAt(i) / unit;
            Targets[i] = ((table.Positives[i] * yes) + (table.Negatives[i] * no)) / unit;
            Target += Targets[i];
        }
    }

    public double[] Weights { get; }

    public double[] Targets { get; }

    /// <summary>The weight of all rows.</summary>
    public double Total { get; }

    /// <summary>The sum of all targets.</summary>
    public double Target { get; }

    /// <summary>The constant logit with the least loss, and that loss.</summary>
    /// <exception cref="InvalidCalibrationDataException">All rows have one class and the targets are the labels.</exception>
    public (double Logit, double Loss) Constant(string method)
    {
        if (!(Target > 0 && Target < Total)) throw NoOptimum(method, "all rows have one class");
        var logit = ExactMath.Log(Target / (Total - Target));
        return (logit, (Total * ExactMath.Softplus(logit)) - (Target * logit));
    }

    /// <summary>What to throw where no optimum was found. Platt's targets always have one, so that there it is a matter of digits.</summary>
    public InvalidCalibrationDataException NoOptimum(string method, string why) => new(_rule == TargetRule.Labels
        ? $"{method} has no finite optimum: {why}. Use TargetRule.Platt, which keeps it finite, or isotonic calibration."
        : $"{method} found no slope that doubles can tell: the weights of the scores are too far apart. Merge scores with ScoreTable.Quantize, or use isotonic calibration.");
}
