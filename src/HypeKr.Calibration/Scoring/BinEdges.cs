namespace HypeKr.Calibration;

/// <summary>The conventions by which forecasts are put into bins. They give different calibration errors for the same data, so a report names its own.</summary>
public enum BinEdges
{
    /// <summary>K equal bins [a, b), the last one closed; edges are the doubles i·(1/K), as in numpy.histogram and netcal. 0.3 lies in bin 2 of 10, since the edge is 0.30000000000000004.</summary>
    LeftClosed,

    /// <summary>K equal bins (a, b], the first one closed, over the same edges, as in scikit-learn's calibration curve.</summary>
    RightClosed,

    /// <summary>As <see cref="RightClosed"/>, but forecasts of exactly 0 have a bin of their own in front.</summary>
    RightClosedZeroApart,

    /// <summary>Bin floor(p·K) on the double product, capped at K - 1: the rule a database can share. 0.3 lies in bin 3 of 10.</summary>
    FloorCapped,

    /// <summary>Bin floor(p·K), so that forecasts of exactly 1 have a bin of their own behind the K.</summary>
    FloorUncapped,

    /// <summary>K equal bins [a, b) without exception: a forecast of 1 is in none, yet counts in the total. An old mistake, kept to reproduce old numbers.</summary>
    HalfOpen,

    /// <summary>K bins of equal weight, with cuts moved to where forecasts differ, so that equal forecasts share a bin.</summary>
    EqualMass,

    /// <summary>Bins (a, b] between the K-quantiles of the forecasts, as in scikit-learn's calibration curve with strategy "quantile".</summary>
    Quantile,

    /// <summary>Bins [a, b) between the K-quantiles of the forecasts, the last one closed, as in netcal with equal_intervals off.</summary>
    QuantileLeftClosed,

    /// <summary>As <see cref="Quantile"/>, but the lowest forecast has a bin of its own in front, as in MAPIE (whose num_bins is K + 1 edges).</summary>
    QuantileLowestApart,

    /// <summary>A bin for every distinct forecast.</summary>
    Distinct,
}
