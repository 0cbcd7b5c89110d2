using System.Data;

namespace HypeKr.Calibration;

/// <summary>The scores that a database has computed by itself: what <see cref="ForecastSql.Scores"/> returns.</summary>
/// <param name="Rows">How many forecasts there are.</param>
/// <param name="Positives">How many of them came out YES.</param>
/// <param name="Brier">The Brier score.</param>
/// <param name="Murphy">Its five terms.</param>
/// <param name="ExpectedCalibrationError">The expected calibration error under the query's bins.</param>
public readonly record struct GroupedScores(long Rows, long Positives, double Brier, MurphyDecomposition Murphy, double ExpectedCalibrationError)
{
    /// <summary>Reads the one row of the query.</summary>
    /// <param name="reader">A reader on <see cref="ForecastSql.Scores"/>. It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">The source has no usable row, or a column is no number.</exception>
    public static GroupedScores FromReader(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.Read() || reader.IsDBNull(0) || GroupReader.Integer(reader, 0, 0) is 0 and var rows) throw new InvalidCalibrationDataException("The source has no forecast with an outcome; at least one is needed.");
        rows = GroupReader.Integer(reader, 0, 0);
        var values = new double[7];
        for (var i = 0; i < values.Length; i++) values[i] = GroupReader.Double(reader, i + 2, 0);
        var murphy = new MurphyDecomposition(values[1], values[2], values[3], values[4], values[5], (int)GroupReader.Integer(reader, 9, 0));
        return new GroupedScores(rows, GroupReader.Integer(reader, 1, 0), values[0], murphy, values[6]);
    }
}
