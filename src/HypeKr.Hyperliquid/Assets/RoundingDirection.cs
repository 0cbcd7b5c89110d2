namespace HypeKr.Hyperliquid;

/// <summary>Which way to move a price or size that is off its grid.</summary>
public enum RoundingDirection
{
    /// <summary>To the largest valid value that is not above.</summary>
    Down,

    /// <summary>To the smallest valid value that is not below.</summary>
    Up,

    /// <summary>To the nearer of the two; up when both are equally near.</summary>
    Nearest,
}
