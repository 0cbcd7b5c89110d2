namespace HypeKr.Calibration;

/// <summary>Which outcomes the conformal set of a yes-or-no question holds.</summary>
[Flags]
public enum BinarySet
{
    /// <summary>Neither: the forecast is unlike those of either outcome.</summary>
    None = 0,

    /// <summary>NO.</summary>
    No = 1,

    /// <summary>YES.</summary>
    Yes = 2,

    /// <summary>Both: nothing can be excluded.</summary>
    Both = 3,
}
