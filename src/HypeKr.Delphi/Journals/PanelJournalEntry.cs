namespace HypeKr.Delphi;

/// <summary>One call of a run and what it brought: an answer, or that there was none.</summary>
public sealed record PanelJournalEntry
{
    /// <summary>Names the run: a hash of question, panel, prompts and seed.</summary>
    public required string RunId { get; init; }

    /// <summary><see cref="ForecastQuestion.Id"/>.</summary>
    public required string QuestionId { get; init; }

    /// <summary><see cref="Persona.Name"/>.</summary>
    public required string Persona { get; init; }

    /// <summary>0 for the first round; <see cref="ForecastCall.PrescreenRound"/> for the prescreen.</summary>
    public required int Round { get; init; }

    /// <summary>0 for the first call of the cell, 1 for the one re-ask.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of everything that was asked, in hex.</summary>
    public required string RequestHash { get; init; }

    /// <summary>What came of it, the sample's number among it.</summary>
    public required PanelSample Sample { get; init; }

    /// <summary>When the entry was written. It is not part of any result.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
