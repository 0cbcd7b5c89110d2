namespace HypeKr.Calibration;

/// <summary>What both multi-class forms check and do alike.</summary>
internal static class MulticlassRows
{
    public static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (probabilities.Length != (long)classes.Length * classCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {probabilities.Length} probabilities for {classes.Length} rows of {classCount} classes; {(long)classes.Length * classCount} are needed."), nameof(probabilities));
        if (classes.Length == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        for (var row = 0; row < classes.Length; row++)
        {
            if (classes[row] < 0 || classes[row] >= classCount) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the class {classes[row]} is not one of 0 to {classCount - 1}."));
            for (var c = 0; c < classCount; c++) Guard.Probability(probabilities[(row * classCount) + c], row, "probability");
        }
    }

    public static void CheckObject(ReadOnlySpan<double> probabilities, Span<double> destination, int classCount)
    {
        if (probabilities.Length != classCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The object has {probabilities.Length} probabilities; {classCount} are needed."), nameof(probabilities));
        if (destination.Length < classCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {destination.Length} of {classCount} probabilities."), nameof(destination));
        foreach (var probability in probabilities) Guard.Probability(probability, "probability");
    }

    public static void Normalize(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        foreach (ref var value in values) value /= sum;
    }
}
