namespace HypeKr.Calibration;

/// <summary>What the Venn-Abers interval does to a stake. All ends are blended with the market as the probability itself is.</summary>
public enum KellyInterval
{
    /// <summary>Nothing: the blended probability alone is sized.</summary>
    Ignore,

    /// <summary>The end of the interval that is worse for the side is sized; without an edge there it is a skip.</summary>
    WorstEnd,

    /// <summary>The stake is multiplied by 1 minus the width of the interval.</summary>
    ShrinkByWidth,
}
