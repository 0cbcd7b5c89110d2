namespace HypeKr.Calibration;

/// <summary>How many labels a conformal set holds. An empty set is a case of its own: the object is unlike every class.</summary>
public enum PredictionSetKind
{
    /// <summary>No label.</summary>
    Empty,

    /// <summary>Exactly one label.</summary>
    Singleton,

    /// <summary>Two or more labels.</summary>
    Several,
}
