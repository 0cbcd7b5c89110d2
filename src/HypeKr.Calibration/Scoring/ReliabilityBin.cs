namespace HypeKr.Calibration;

/// <summary>One bin that holds forecasts.</summary>
/// <param name="Index">Its number under the rule, from 0.</param>
/// <param name="Lowest">The lowest forecast in it.</param>
/// <param name="Highest">The highest forecast in it.</param>
/// <param name="Weight">The weight of its rows, in units of the table.</param>
/// <param name="Positives">The weight of its YES rows, in units of the table.</param>
/// <param name="MeanForecast">The mean forecast of its rows.</param>
public readonly record struct ReliabilityBin(int Index, double Lowest, double Highest, long Weight, long Positives, double MeanForecast)
{
    /// <summary>The share of YES among its rows.</summary>
    public double ObservedRate => (double)Positives / Weight;

    /// <summary>Observed rate minus mean forecast: positive where forecasts were too low.</summary>
    public double Gap => ObservedRate - MeanForecast;
}
