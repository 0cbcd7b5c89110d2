namespace HypeKr.Calibration;

/// <summary>One reason for which a refit is due.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Explanation">For a person to read.</param>
public readonly record struct RefitTrigger(RefitTriggerKind Kind, string Explanation);
