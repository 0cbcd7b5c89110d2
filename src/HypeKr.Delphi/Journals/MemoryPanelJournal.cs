using System.Collections.Concurrent;

namespace HypeKr.Delphi;

/// <summary>A journal in memory: for tests, and for transcripts that are shipped with them.</summary>
public sealed class MemoryPanelJournal : IPanelJournal
{
    private readonly ConcurrentDictionary<string, List<PanelJournalEntry>> _runs = new(StringComparer.Ordinal);

    /// <summary>An empty journal, or one that holds entries already.</summary>
    /// <param name="entries">Entries of any runs, in the order they were written.</param>
    public MemoryPanelJournal(IEnumerable<PanelJournalEntry>? entries = null)
    {
        foreach (var entry in entries ?? []) _runs.GetOrAdd(entry.RunId, static _ => []).Add(entry);
    }

    /// <summary>A copy of all entries, run by run.</summary>
    public IReadOnlyList<PanelJournalEntry> Entries
    {
        get
        {
            var all = new List<PanelJournalEntry>();
            foreach (var run in _runs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                lock (run.Value) all.AddRange(run.Value);
            }

            return all;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PanelJournalEntry> ReadAsync(string runId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!_runs.TryGetValue(runId, out var entries)) yield break;
        PanelJournalEntry[] copy;
        lock (entries) copy = [.. entries];
        foreach (var entry in copy)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(PanelJournalEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        var entries = _runs.GetOrAdd(entry.RunId, static _ => []);
        lock (entries) entries.Add(entry);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Close(string runId)
    {
    }
}
