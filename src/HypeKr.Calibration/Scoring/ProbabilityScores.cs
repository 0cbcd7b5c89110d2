namespace HypeKr.Calibration;

/// <summary>Scores of probability forecasts. All are functions of the <see cref="ScoreTable"/>, summed in its order, so rows in any order give the same bits.</summary>
/// <remarks>Every method throws <see cref="InvalidCalibrationDataException"/> for an empty table or a score outside [0, 1].</remarks>
public static class ProbabilityScores
{
    /// <summary>The Brier score, mean (f - o)²: 0 is perfect, 0.25 is what always saying one half gets.</summary>
    public static double Brier(ScoreTable table)
    {
        Guard.Probabilities(table);
        Int128 sum = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var p = table.Scores[i];
            if (table.Positives[i] > 0) sum += (Int128)table.Positives[i] * GridSum.Unit.Round(RowScores.BrierTerm(p, true));
            if (table.Negatives[i] > 0) sum += (Int128)table.Negatives[i] * GridSum.Unit.Round(RowScores.BrierTerm(p, false));
        }

        return GridSum.Unit.Mean(sum, table.TotalWeight);
    }

    /// <summary>The Brier score of n rows without sorting them: the same double as that of their table.</summary>
    /// <param name="forecasts">n forecasts in [0, 1], at least one.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a forecast is no probability; the error names its row.</exception>
    public static double Brier(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels)
    {
        Guard.Rows(forecasts, labels);
        return GridSum.Unit.Mean(RowScores.Brier(forecasts, labels), forecasts.Length);
    }

    /// <summary>The mean negative log likelihood in nats.</summary>
    /// <param name="table">Probabilities with labels.</param>
    /// <param name="clip">How far from 0 and 1 probabilities are moved first; name it beside the number.</param>
    public static double LogLoss(ScoreTable table, LogLossClip clip)
    {
        Guard.Probabilities(table);
        Int128 sum = 0;
        for (var i = 0; i < table.Count; i++)
        {
            foreach (var (yes, weight) in (ReadOnlySpan<(bool, long)>)[(true, table.Positives[i]), (false, table.Negatives[i])])
            {
                if (weight == 0) continue;
                var loss = RowScores.LogLossTerm(table.Scores[i], yes, clip);
                if (double.IsInfinity(loss)) return loss;
                sum += (Int128)weight * GridSum.Loss.Round(loss);
            }
        }

        return GridSum.Loss.Mean(sum, table.TotalWeight);
    }

    /// <summary>The mean negative log likelihood of n rows without sorting them: the same double as that of their table.</summary>
    /// <param name="forecasts">n forecasts in [0, 1], at least one.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="clip">How far from 0 and 1 probabilities are moved first; name it beside the number.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a forecast is no probability; the error names its row.</exception>
    public static double LogLoss(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, LogLossClip clip)
    {
        Guard.Rows(forecasts, labels);
        return RowScores.LogLoss(forecasts, labels, clip) is { } sum ? GridSum.Loss.Mean(sum, forecasts.Length) : double.PositiveInfinity;
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

    /// <summary>The area under the ROC curve of n rows without their table.</summary>
    /// <param name="scores">n scores on any scale, finite, at least one.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <returns>Null when all rows have one class: then it is undefined.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a score is not finite; the error names its row.</exception>
    public static double? Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Guard.Rows(scores, labels);
        var (buffer, scratch) = (GC.AllocateUninitializedArray<ulong>(scores.Length), GC.AllocateUninitializedArray<ulong>(scores.Length));
        var negative = RowSort.Pack(scores, labels, buffer);
        var keys = RowSort.Sort(buffer, scratch, negative);
        Int128 twice = 0;
        var (positives, negatives) = (0L, 0L);
        for (var first = 0; first < keys.Length;)
        {
            var key = keys[first] | 1;
            var end = first < negative ? negative : keys.Length;
            var next = first;
            var yes = 0L;
            for (; next < end && (keys[next] | 1) == key; next++) yes += (long)(keys[next] & 1);
            twice += (Int128)yes * ((2 * negatives) + (next - first - yes));
            positives += yes;
            negatives += next - first - yes;
            first = next;
        }

        if (positives == 0 || negatives == 0) return null;
        return (double)twice / (double)(2 * (Int128)positives * negatives);
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
        Int128 sum = 0;
        for (var i = 0; i < table.Count; i++) sum += (Int128)table.WeightAt(i) * GridSum.Unit.Round(table.Scores[i]);
        return GridSum.Unit.Mean(sum, table.TotalWeight);
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

    /// <summary>1 - loss / loss of always forecasting the base rate.</summary>
    /// <returns>Null when the base rate has no loss, as when all rows have one class.</returns>
    public static double? Skill(ScoreTable table, ForecastLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var parts = CorpDecomposition.Of(table, loss);
        return parts.Uncertainty == 0 ? null : 1 - (parts.Score / parts.Uncertainty);
    }

    /// <summary>The variance of the forecasts: how far from their mean they venture, right or wrong. 0 for a forecaster that always says the same.</summary>
    public static double Sharpness(ScoreTable table)
    {
        var mean = MeanForecast(table);
        var sum = new CompensatedSum();
        for (var i = 0; i < table.Count; i++) sum.Add(table.WeightAt(i) * ((table.Scores[i] - mean) * (table.Scores[i] - mean)));
        return sum.Value / table.TotalWeight;
    }
}
