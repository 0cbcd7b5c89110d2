using System.Data;

namespace HypeKr.Calibration;

/// <summary>How many rows of a source can be used, and why the others cannot: what <see cref="ForecastSql.Census"/> counts.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Usable">Rows with a score in [0, 1], a label that is a number and, where one is named, a category.</param>
/// <param name="Unresolved">Rows without a label: questions that are still open.</param>
/// <param name="MissingScores">Rows without a score.</param>
/// <param name="InvalidScores">Rows whose score is NaN or outside [0, 1].</param>
/// <param name="InvalidLabels">Rows whose label is NaN or infinite.</param>
/// <param name="MissingCategories">Rows without a category, or with an empty one.</param>
/// <param name="InvalidMarkets">Usable rows whose market price is NaN or outside [0, 1]: they count as forecasts, and have no pair.</param>
public readonly record struct ForecastCensus(long Rows, long Usable, long Unresolved, long MissingScores, long InvalidScores, long InvalidLabels, long MissingCategories, long InvalidMarkets)
{
    /// <summary>Rows that are wrong and not merely open: queries leave them out, and somebody should know.</summary>
    public long Faults => MissingScores + InvalidScores + InvalidLabels + MissingCategories;

    /// <summary>Reads the one row of the census query.</summary>
    /// <param name="reader">A reader on <see cref="ForecastSql.Census"/>. It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a column is no number.</exception>
    public static ForecastCensus FromReader(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.Read()) throw new InvalidCalibrationDataException("The census query gave no row; it gives exactly one.");
        var counts = new long[8];
        for (var i = 0; i < counts.Length; i++) counts[i] = GroupReader.Integer(reader, i, 0);
        return new ForecastCensus(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7]);
    }
}
