using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HypeKr.Delphi;

/// <summary>A journal in a folder: one file a run, one line an entry, each with a hash of its own.</summary>
/// <remarks>
/// <para>A line is 16 hex digits (the first 8 bytes of SHA-256 over the rest), a space, and JSON, or Base64 of what <see cref="FilePanelJournalOptions.Seal"/> made of it. A last line that was cut off
/// by a crash is dropped when the file is read, and overwritten by the next entry; any other damage is refused with the number of the line.</para>
/// <para>One process writes a run at a time: a file that another process has open for writing is refused.</para>
/// </remarks>
public sealed class FilePanelJournal : IPanelJournal, IDisposable
{
    private const string Extension = ".journal";
    private const int HashLength = 16;

    private readonly string _folder;
    private readonly FilePanelJournalOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunFile> _open = new(StringComparer.Ordinal);

    /// <summary>Opens a folder; it is made where it is missing.</summary>
    /// <param name="folder">The folder, for journals alone.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    public FilePanelJournal(string folder, FilePanelJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _options = options ?? new FilePanelJournalOptions();
        _options.Validate();
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
    }

    /// <inheritdoc/>
    /// <exception cref="PanelJournalException">The file is damaged other than by a cut-off last line, or cannot be opened with the key.</exception>
    public async IAsyncEnumerable<PanelJournalEntry> ReadAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var path = PathOf(runId);
        if (!File.Exists(path)) yield break;
        var bytes = await ReadSharedAsync(path, cancellationToken).ConfigureAwait(false);
        foreach (var entry in Parse(bytes, path, out _)) yield return entry;
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(PanelJournalEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        var line = Line(entry);

        // Another run of the same name may close the file in between: then it is opened anew.
        RunFile? file;
        do
        {
            lock (_gate)
            {
                if (!_open.TryGetValue(entry.RunId, out file)) _open.Add(entry.RunId, file = OpenRun(entry.RunId));
            }
        }
        while (!file.TryAppend(line, _options.FlushToDisk));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Close(string runId)
    {
        lock (_gate)
        {
            if (_open.Remove(runId, out var file)) file.Dispose();
        }
    }

    /// <summary>Deletes the runs about one question, whatever their seeds and panels.</summary>
    /// <param name="questionId"><see cref="ForecastQuestion.Id"/>.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <returns>The number of runs deleted.</returns>
    /// <remarks>A run that is being written is left alone, and so is a file whose question cannot be told, because it is damaged or has no whole line: those are for <see cref="PruneAsync"/>.</remarks>
    public async Task<int> EraseQuestionAsync(string questionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questionId);
        var erased = 0;
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOpen(path)) continue;
            try
            {
                var entries = Parse(await ReadSharedAsync(path, cancellationToken).ConfigureAwait(false), path, out _);
                if (entries.Count == 0 || entries[0].QuestionId != questionId) continue;
            }
            catch (PanelJournalException)
            {
                continue;
            }

            if (TryDelete(path)) erased++;
        }

        return erased;
    }

    /// <summary>Deletes the runs that were last written before an instant.</summary>
    /// <param name="before">By the clock of the file system.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <returns>The number of runs deleted.</returns>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var pruned = 0;
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOpen(path) || File.GetLastWriteTimeUtc(path) >= before.UtcDateTime) continue;
            if (TryDelete(path)) pruned++;
        }

        return Task.FromResult(pruned);
    }

    /// <summary>Closes every file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var file in _open.Values) file.Dispose();
            _open.Clear();
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (file.ConfigureAwait(false))
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
            return memory.ToArray();
        }
    }

    private static FileStream Lock(string path) =>
        new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    // Whoever writes the run holds its lock, in this process or another.
    private static bool TryDelete(string path)
    {
        try
        {
            using var guard = Lock(path);
            File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static byte[] Hash(ReadOnlySpan<byte> payload) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(payload).AsSpan(0, HashLength / 2)));

    private bool IsOpen(string path)
    {
        lock (_gate) return _open.ContainsKey(Path.GetFileNameWithoutExtension(path));
    }

    private RunFile OpenRun(string runId)
    {
        // A file of its own is the lock: the journal itself must stay readable to others meanwhile. A killed process leaves the file behind, and not the lock.
        var path = PathOf(runId);
        FileStream guard;
        try
        {
            guard = Lock(path);
        }
        catch (IOException e)
        {
            throw new PanelJournalException($"The journal of run {runId} cannot be written: {e.GetType().Name}. Is another process at work on the same run?", e);
        }

        FileStream? file = null;

        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            Parse(bytes, path, out var whole);
            file.SetLength(whole);
            file.Position = whole;
            return new RunFile(file, guard);
        }
        catch
        {
            file?.Dispose();
            guard.Dispose();
            throw;
        }
    }

    // Run ids are hex, made by the panel; anything else must not become a path.
    private string PathOf(string runId)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        if (runId.Length > 100 || runId.Any(c => !char.IsAsciiLetterOrDigit(c))) throw new ArgumentException($"The run id \"{runId}\" is not of letters and digits, at most 100.", nameof(runId));
        return Path.Combine(_folder, runId + Extension);
    }

    private byte[] Line(PanelJournalEntry entry)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(entry, DelphiJournalContext.Default.PanelJournalEntry);
        if (_options.Seal is { } seal)
        {
            var sealedBytes = seal(payload);
            payload = new byte[Base64.GetMaxEncodedToUtf8Length(sealedBytes.Length)];
            if (Base64.EncodeToUtf8(sealedBytes, payload, out _, out var written) != OperationStatus.Done) throw new PanelJournalException("A sealed entry could not be encoded.");
            payload = payload[..written];
        }

        return [.. Hash(payload), (byte)' ', .. payload, (byte)'\n'];
    }

    private List<PanelJournalEntry> Parse(byte[] bytes, string path, out int whole)
    {
        var entries = new List<PanelJournalEntry>();
        whole = 0;
        for (var number = 1; whole < bytes.Length; number++)
        {
            var length = bytes.AsSpan(whole).IndexOf((byte)'\n');

            // Without its line break it was never finished, and nobody counted on it.
            if (length < 0) break;
            var line = bytes.AsMemory(whole, length);
            if (length <= HashLength || line.Span[HashLength] != (byte)' ' || !Hash(line.Span[(HashLength + 1)..]).AsSpan().SequenceEqual(line.Span[..HashLength]))
            {
                throw Damaged(path, number, "does not have the hash of its content");
            }

            entries.Add(Entry(line[(HashLength + 1)..], path, number));
            whole += length + 1;
        }

        return entries;
    }

    private PanelJournalEntry Entry(ReadOnlyMemory<byte> payload, string path, int number)
    {
        if (_options.Open is { } open)
        {
            var sealedBytes = new byte[Base64.GetMaxDecodedFromUtf8Length(payload.Length)];
            if (Base64.DecodeFromUtf8(payload.Span, sealedBytes, out _, out var written) != OperationStatus.Done) throw Damaged(path, number, "is not sealed");
            try
            {
                payload = open(sealedBytes.AsMemory(0, written));
            }
            catch (Exception e)
            {
                throw Damaged(path, number, "could not be opened", e);
            }
        }

        try
        {
            return JsonSerializer.Deserialize(payload.Span, DelphiJournalContext.Default.PanelJournalEntry) ?? throw Damaged(path, number, "is null");
        }
        catch (JsonException e)
        {
            throw Damaged(path, number, "is not an entry", e);
        }
    }

    private static PanelJournalException Damaged(string path, int number, string what, Exception? innerException = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"Line {number} of the journal {Path.GetFileName(path)} {what}. It was damaged, or written with another key; nothing was read from it."), innerException);

    private sealed class RunFile(FileStream file, FileStream guard) : IDisposable
    {
        private readonly Lock _gate = new();

        public bool TryAppend(ReadOnlySpan<byte> line, bool flushToDisk)
        {
            lock (_gate)
            {
                if (!file.CanWrite) return false;
                var start = file.Position;
                try
                {
                    file.Write(line);
                    file.Flush(flushToDisk);
                    return true;
                }
                catch
                {
                    // Half a line before the next one would be damage; where even this fails, the reader drops it as the last.
                    file.SetLength(start);
                    file.Position = start;
                    throw;
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                file.Dispose();
                guard.Dispose();
            }
        }
    }
}
