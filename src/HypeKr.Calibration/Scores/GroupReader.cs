using System.Data;
using System.Numerics;

namespace HypeKr.Calibration;

/// <summary>Reads numbers of whatever type a database driver gives: a sum is a decimal here, a 128-bit integer there.</summary>
internal static class GroupReader
{
    public static ScoreGroup Read(IDataRecord record, int first, long row)
    {
        if (record.FieldCount < first + 3) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"it has {record.FieldCount} columns; score, number of rows and number of positives are needed."));
        return new ScoreGroup(Double(record, first, row), Integer(record, first + 1, row), Integer(record, first + 2, row));
    }

    public static double Double(IDataRecord record, int column, long row) => Value(record, column, row) switch
    {
        double value => value,
        BigInteger value => (double)value,
        var value => Number(value, column, row, v => v.ToDouble(CultureInfo.InvariantCulture)),
    };

    public static long Integer(IDataRecord record, int column, long row) => Value(record, column, row) switch
    {
        long value => value,
        BigInteger value when value >= long.MinValue && value <= long.MaxValue => (long)value,
        double value when value == Math.Floor(value) && Math.Abs(value) <= 1L << 53 => (long)value,
        decimal value when value == decimal.Truncate(value) && Math.Abs(value) <= long.MaxValue => (long)value,
        double or decimal or float or BigInteger => throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"column {column} is {Convert.ToString(record.GetValue(column), CultureInfo.InvariantCulture)}, which is no whole number of 64 bits.")),
        var value => Number(value, column, row, v => v.ToInt64(CultureInfo.InvariantCulture)),
    };

    private static object Value(IDataRecord record, int column, long row) =>
        record.IsDBNull(column) ? throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"column {column} is null; filter such rows out in the query.")) : record.GetValue(column);

    private static T Number<T>(object value, int column, long row, Func<IConvertible, T> convert)
    {
        if (value is IConvertible number and not string)
        {
            try
            {
                return convert(number);
            }
            catch (Exception e) when (e is InvalidCastException or OverflowException)
            {
            }
        }

        throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"column {column} holds a {value.GetType().Name}, which is no number here."));
    }
}
