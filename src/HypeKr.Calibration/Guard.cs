namespace HypeKr.Calibration;

/// <summary>The checks that several features share, with one wording.</summary>
internal static class Guard
{
    public static void SameLength(int expected, int actual, string what)
    {
        if (expected != actual) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {expected} rows but {actual} {what}; one for each row is needed."));
    }

    public static void Rows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        SameLength(scores.Length, labels.Length, nameof(labels));
        if (scores.IsEmpty) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
    }

    public static double Finite(double value, long row, string what)
    {
        if (!double.IsFinite(value)) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the {what} {value} is not finite."));
        // One zero: -0.0 would otherwise sort and hash apart from 0.0.
        return value == 0 ? 0.0 : value;
    }

    public static double Probability(double value, long row, string what)
    {
        if (!(value >= 0 && value <= 1)) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the {what} {value} is not a probability in [0, 1]."));
        return value == 0 ? 0.0 : value;
    }

    public static double Probability(double value, string what)
    {
        if (!(value >= 0 && value <= 1)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The {what} {value} is not a probability in [0, 1]."));
        return value == 0 ? 0.0 : value;
    }

    public static void Counts(long count, long positives, long row)
    {
        if (count < 0 || positives < 0 || positives > count) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"{positives} positives of {count} rows is impossible; 0 <= positives <= count is needed."));
    }

    public static void Room(int needed, int room, string what)
    {
        if (room < needed) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {room} of {needed} {what}."));
    }

    public static void NotEmpty(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Count == 0) throw new InvalidCalibrationDataException("The score table is empty; at least one row with weight is needed.");
    }

    /// <summary>The table must hold probabilities; its first and last score tell, since it is sorted.</summary>
    public static void Probabilities(ScoreTable table)
    {
        NotEmpty(table);
        Probability(table.Scores[0], "score");
        Probability(table.Scores[^1], "score");
    }

    public static void UnitWeights(ScoreTable table, string why)
    {
        if (table.UnitsPerWeight != 1) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The table counts weights in units of 1/{table.UnitsPerWeight}; {why} needs whole rows (units of 1)."));
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    public static string Category(string category, long row)
    {
        if (string.IsNullOrEmpty(category)) throw new InvalidCalibrationDataException(row, "the category is empty; give it a name, for example \"general\".");

        // Half a character cannot be written as UTF-8, and would be another name in a file.
        if (category.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !IsWellFormed(category)) throw new InvalidCalibrationDataException(row, "the category holds half of a character (a lone surrogate); it is no text.");
        return category;
    }
}
