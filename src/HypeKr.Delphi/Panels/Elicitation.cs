namespace HypeKr.Delphi;

/// <summary>What a panelist is asked for.</summary>
public enum Elicitation
{
    /// <summary>One probability.</summary>
    Point,

    /// <summary>A lower bound, an upper bound and a best estimate: what the interval rules of <see cref="AggregationRule"/> need. Binary questions only.</summary>
    ThreePoint,
}
