namespace HypeKr.Calibration;

/// <summary>Scores of probability forecasts. All are functions of the <see cref="ScoreTable"/>, summed in its order, so rows in any order give the same bits.</summary>
/// <remarks>Every method throws <see cref="InvalidCalibrationDataException"/> for an empty table or a score outside [0, 1].</remarks>
public static class ProbabilityScores
{
    /// <summary>The Brier score, mean (f - o)²: 0 is perfect, 0.25 is what always saying one half gets.</summary>
    public static double Brier(ScoreTable table)
    {
        Guard.Probabilities(table);
        var sum = new CompensatedSum();
        for (var i = 0; i < table.Count; i++)
        {
            var p = table.Scores[i];
            sum.Add(table.Positives[i] * ((p - 1) * (p - 1)));
            sum.Add(table.Negatives[i] * (p * p));
        }

        return sum.Value / table.TotalWeight;
    }

    /// <summary>The mean negative log likelihood in nats.</summary>
    /// <param name="table">Probabilities with labels.</param>
    /// <param name="clip">How far from 0 and 1 probabilities are moved first; name it beside the number.</param>
    public static double LogLoss(ScoreTable table, LogLossClip clip)
    {
        Guard.Probabilities(table);
        var sum = new CompensatedSum();
        for (var i = 0; i < table.Count; i++)
        {
            var p = clip.Apply(table.Scores[i]);
            if (table.Positives[i] > 0) sum.Add(-table.Positives[i] * Math.Log(p));
            if (table.Negatives[i] > 0) sum.Add(-table.Negatives[i] * Math.Log(1 - p));
        }

        return sum.Value / table.TotalWeight;
    }

    /// <summary>The area under the ROC curve: how often a YES outranks a NO, ties counting half. Counted in integers.</summary>
    /// <returns>Null when all rows have one class: then it is undefined.</returns>
    public static double? Auc(ScoreTable table)
    {
        Guard.NotEmpty(table);
        if (table.TotalPositives == 0 || table.TotalNegatives == 0) return null;
        Int128 twice = 0;
        Int128 below = 0;
        for (var i = 0; i < table.Count; i++)
        {
            twice += table.Positives[i] * ((2 * below) + table.Negatives[i]);
            below += table.Negatives[i];
        }

        return (double)twice / (double)(2 * (Int128)table.TotalPositives * table.TotalNegatives);
    }

    /// <summary>The share of rows on the right side of one half; a forecast of exactly one half says YES.</summary>
    public static double Accuracy(ScoreTable table)
    {
        Guard.Probabilities(table);
        var right = 0L;
        for (var i = 0; i < table.Count; i++) right += table.Scores[i] >= 0.5 ? table.Positives[i] : table.Negatives[i];
        return (double)right / table.TotalWeight;
    }

    /// <summary>The share of YES.</summary>
    public static double BaseRate(ScoreTable table)
    {
        Guard.NotEmpty(table);
        return (double)table.TotalPositives / table.TotalWeight;
    }

    /// <summary>The mean forecast.</summary>
    public static double MeanForecast(ScoreTable table)
    {
        Guard.Probabilities(table);
        var sum = new CompensatedSum();
        for (var i = 0; i < table.Count; i++) sum.Add(table.WeightAt(i) * table.Scores[i]);
        return sum.Value / table.TotalWeight;
    }

    /// <summary>The Brier score of always forecasting the base rate, ō(1 - ō).</summary>
    public static double Uncertainty(ScoreTable table)
    {
        Guard.NotEmpty(table);
        return (double)table.TotalPositives / table.TotalWeight * table.TotalNegatives / table.TotalWeight;
    }

    /// <summary>1 - Brier / uncertainty: how much better than always forecasting the base rate.</summary>
    /// <returns>Null when all rows have one class: then it is undefined.</returns>
    public static double? BrierSkill(ScoreTable table)
    {
        var brier = Brier(table);
        if (table.TotalPositives == 0 || table.TotalNegatives == 0) return null;
        return 1 - (brier / Uncertainty(table));
    }
}
