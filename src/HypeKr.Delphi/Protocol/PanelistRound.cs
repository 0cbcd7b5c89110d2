namespace HypeKr.Delphi;

/// <summary>One persona in one round.</summary>
public sealed record PanelistRound
{
    /// <summary>Whether there is an answer.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasAnswer => Median is not null || Medians is not null;

    /// <summary><see cref="Persona.Name"/>.</summary>
    public required string Persona { get; init; }

    /// <summary>
    /// Median of the readable samples, however few; null if there is none. Such a panelist is left out of this round, and
    /// of the peer list of the next, where it is asked again; an estimate from an earlier round does not stand in.
    /// </summary>
    public double? Median { get; init; }

    /// <summary>Median of the samples' lower bounds, at most <see cref="Median"/>; null unless the panel elicits three points.</summary>
    public double? Lower { get; init; }

    /// <summary>Median of the samples' upper bounds, at least <see cref="Median"/>; null unless the panel elicits three points.</summary>
    public double? Upper { get; init; }

    /// <summary>For a question with several outcomes, the medians of the samples outcome by outcome, scaled to sum to 1; else null.</summary>
    public IReadOnlyList<double>? Medians { get; init; }

    /// <summary>All samples, in order.</summary>
    public required IReadOnlyList<PanelSample> Samples { get; init; }
}
