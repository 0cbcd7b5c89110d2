namespace HypeKr.Calibration;

/// <summary>The binning rules that a database and this library share to the last row.</summary>
public static class EceBinning
{
    /// <summary>Bin floor(p·K) on the double product, capped at K - 1.</summary>
    /// <param name="count">K, from 1 to 1,048,576; 15 is usual.</param>
    public static BinningRule Floor(int count) => new(BinEdges.FloorCapped, count);
}
