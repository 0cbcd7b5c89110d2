namespace HypeKr.Delphi;

/// <summary>One persona in one round.</summary>
public sealed record PanelistRound
{
    /// <summary><see cref="Persona.Name"/>.</summary>
    public required string Persona { get; init; }

    /// <summary>
    /// Median of the readable samples, however few; null if there is none. Such a panelist is left out of this round, and
    /// of the peer list of the next, where it is asked again; an estimate from an earlier round does not stand in.
    /// </summary>
    public double? Median { get; init; }

    /// <summary>All samples, in order.</summary>
    public required IReadOnlyList<PanelSample> Samples { get; init; }
}
