namespace HypeKr.Delphi;

/// <summary>Where a panel writes what every call brought before it counts, so that a killed run can go on and a finished one can be replayed.</summary>
/// <remarks>Implementations are safe to share between threads and runs. <see cref="FilePanelJournal"/> keeps files, <see cref="MemoryPanelJournal"/> nothing beyond the process.</remarks>
public interface IPanelJournal
{
    /// <summary>The entries of a run in the order they were written; none for a run that is not known.</summary>
    /// <param name="runId">Names the run; see <see cref="DelphiResult.RunId"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<PanelJournalEntry> ReadAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Adds an entry. It must be safe before this returns: the run then counts on it.</summary>
    /// <param name="entry">What a call brought.</param>
    /// <param name="cancellationToken">Ends the wait before anything is written.</param>
    ValueTask AppendAsync(PanelJournalEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Says that a run has ended, so that whatever it held open can be closed. Its entries stay.</summary>
    /// <param name="runId">Names the run.</param>
    void Close(string runId);
}
