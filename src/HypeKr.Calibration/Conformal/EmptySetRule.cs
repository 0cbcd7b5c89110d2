namespace HypeKr.Calibration;

/// <summary>What becomes of a set that no label's p-value gets into.</summary>
public enum EmptySetRule
{
    /// <summary>It stays empty, which says that the object is unlike every class.</summary>
    Keep,

    /// <summary>The label with the largest p-value goes in (all of them where several tie); compared in integers. Coverage can only rise.</summary>
    IncludeMostPlausible,

    /// <summary>All labels go in: unlike everything known means that nothing is known.</summary>
    IncludeAll,
}
