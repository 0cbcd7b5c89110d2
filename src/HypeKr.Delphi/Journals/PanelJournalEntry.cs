namespace HypeKr.Delphi;

/// <summary>One call of a run and what it brought: an answer, or that there was none. Or a round that the budget refused.</summary>
public sealed record PanelJournalEntry
{
    /// <summary>Names the run: a hash of question, panel, prompts and seed.</summary>
    public required string RunId { get; init; }

    /// <summary><see cref="ForecastQuestion.Id"/>.</summary>
    public required string QuestionId { get; init; }

    /// <summary><see cref="Persona.Name"/>; empty for a refused round.</summary>
    public required string Persona { get; init; }

    /// <summary>0 for the first round; <see cref="ForecastCall.PrescreenRound"/> for the prescreen.</summary>
    public required int Round { get; init; }

    /// <summary>0 for the first call of the cell, 1 for the one re-ask.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of what was asked and with which options, in hex; <see cref="Client"/> is not part of it.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The provider and default model of the client that was asked, as its metadata says: answers of another model are not taken for this one's.</summary>
    public string? Client { get; init; }

    /// <summary>What came of it, the sample's number among it; null for a refused round.</summary>
    public PanelSample? Sample { get; init; }

    /// <summary>Whether the entry says that the budget could not hold the round.</summary>
    public bool IsRefusedRound { get; init; }

    /// <summary>When the entry was written. It is not part of any result.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
