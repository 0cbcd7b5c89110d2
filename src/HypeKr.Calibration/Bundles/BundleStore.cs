using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>A folder of bundles with a history, a current one and a way back. Readers take <see cref="Current"/> without a lock and never see half a bundle.</summary>
/// <remarks>
/// <para>
/// A bundle is one file named by its hash; the history is one small file with a hash of its own, and replacing that is the one moment at
/// which a publication happens. Both are written to a temporary file, flushed to the disk and renamed, and the folder is flushed (not on
/// Windows, where .NET cannot; the rename is atomic there too). So after a crash at any moment the store opens with the old bundle or the
/// new one, whole.
/// </para>
/// <para>One process publishes at a time, guarded by a lock file; others see a publication after <see cref="Refresh"/>. Safe for concurrent use.</para>
/// </remarks>
public sealed class BundleStore
{
    private const string Format = "hypekr-bundle-store";

    private readonly BundleStoreOptions _options;
    private readonly Lock _gate = new();
    private volatile State _state;

    private BundleStore(string folder, BundleStoreOptions options)
    {
        Folder = folder;
        _options = options;
        _state = Read(null);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The bundle to calibrate with; null until the first is published. One read of one reference: take it once for each forecast.</summary>
    public CalibratorBundle? Current => _state.Bundle;

    /// <summary>All steps, oldest first; the last one's bundle is the current one.</summary>
    public IReadOnlyList<BundleStoreEntry> History => _state.Entries;

    /// <summary>Hashes of bundles that were damaged or missing and passed over when the history was last read (<see cref="BundleStoreOptions.FallBack"/>), newest first; none after a publication, which mends the store.</summary>
    public IReadOnlyList<string> Damaged => _state.Damaged;

    /// <summary>Opens a store, which is made where there is none.</summary>
    /// <param name="folder">Its folder, used by nothing else.</param>
    /// <param name="options">How it reads; defaults when left out.</param>
    /// <exception cref="BundleFormatException">The history or the current bundle is damaged.</exception>
    /// <exception cref="BundleDriftException">The current bundle is refused by the load options.</exception>
    public static BundleStore Open(string folder, BundleStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);

            // What is flushed within it later must not vanish with it.
            DurableFile.FlushFolder(Path.GetDirectoryName(folder)!);
        }

        return new BundleStore(folder, options ?? BundleStoreOptions.Default);
    }

    /// <summary>Saves a bundle and makes it the current one, for readers of this store at once and for other processes at their next <see cref="Refresh"/>.</summary>
    /// <param name="bundle">The bundle. Publishing the current one again does nothing.</param>
    /// <exception cref="BundleStoreException">Another process is publishing.</exception>
    /// <exception cref="BundleFormatException">The load options refuse its signature, or ask for one that it has not.</exception>
    /// <exception cref="BundleDriftException">The load options refuse it for a warning.</exception>
    /// <exception cref="IOException">The folder cannot be written; the old bundle is still the current one.</exception>
    public void Publish(CalibratorBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);

        // What could not be read again must not become the current one.
        _ = CalibratorBundle.FromJson(bundle.ToJson(), _options.Load);
        lock (_gate)
        {
            using var file = Exclusive();
            var state = Read(_state);

            // The newest of the history may be damaged, this one among them; then the history does not end with the current one.
            if (state.Hash != bundle.Hash || state.Damaged.Length > 0)
            {
                bundle.Save(PathOf(bundle.Hash));
                state = Append(state, bundle, bundle.Hash, isRollback: false);
            }

            _state = state;
        }
    }

    /// <summary>Makes the bundle current that was so before the current one was published.</summary>
    /// <returns>That bundle.</returns>
    /// <exception cref="BundleStoreException">There is none before, or another process is publishing.</exception>
    /// <exception cref="BundleFormatException">The bundle before is damaged.</exception>
    public CalibratorBundle Rollback()
    {
        lock (_gate)
        {
            using var file = Exclusive();
            var state = Read(_state);
            var current = state.Hash;
            var published = Array.FindLastIndex(state.Entries, e => e.Hash == current && !e.IsRollback);
            var before = published < 0 ? -1 : Array.FindLastIndex(state.Entries, published, e => e.Hash != current);
            if (before < 0) throw new BundleStoreException("There is no bundle before the current one to roll back to.");
            var hash = state.Entries[before].Hash;
            return (_state = Append(state, Load(hash), hash, isRollback: true)).Bundle!;
        }
    }

    /// <summary>Makes a bundle of the history current again.</summary>
    /// <param name="hash">Its hash.</param>
    /// <returns>That bundle.</returns>
    /// <exception cref="BundleStoreException">The store has no such bundle, or another process is publishing.</exception>
    /// <exception cref="BundleFormatException">The bundle is damaged.</exception>
    public CalibratorBundle RollbackTo(string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        lock (_gate)
        {
            using var file = Exclusive();
            var state = Read(_state);
            if (!Array.Exists(state.Entries, e => e.Hash == hash)) throw new BundleStoreException($"The history knows no bundle {hash}.");
            return (_state = Append(state, Load(hash), hash, isRollback: true)).Bundle!;
        }
    }

    /// <summary>Reads a bundle of this store, current or not.</summary>
    /// <exception cref="BundleStoreException">The store has no such bundle.</exception>
    /// <exception cref="BundleFormatException">The bundle is damaged, or is another than its name says.</exception>
    public CalibratorBundle Load(string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        if (!BundleProvenance.IsHash(hash) || !File.Exists(PathOf(hash))) throw new BundleStoreException($"The store has no bundle {hash}.");
        var bundle = CalibratorBundle.Load(PathOf(hash), _options.Load);

        // A bundle that was migrated has a new hash, and its old one as parent.
        var stated = bundle.Warnings.Any(w => w.Kind == BundleWarningKind.SchemaMigrated) ? bundle.Provenance.ParentHash : bundle.Hash;
        return stated == hash ? bundle : throw new BundleFormatException($"The file of bundle {hash} holds bundle {stated}.");
    }

    /// <summary>Looks whether another process has published or rolled back, and follows it.</summary>
    /// <returns>Whether the current bundle is another one now.</returns>
    /// <exception cref="BundleFormatException">The history or its current bundle is damaged; the bundle held so far stays.</exception>
    public bool Refresh()
    {
        lock (_gate)
        {
            var before = _state;
            _state = Read(before);
            return _state.Bundle?.Hash != before.Bundle?.Hash;
        }
    }

    private string HistoryPath => Path.Combine(Folder, "history.json");

    private string PathOf(string hash) => Path.Combine(Folder, hash + ".bundle.json");

    /// <summary>The lock file is held by the handle, so that the operating system gives it back when a process dies.</summary>
    private FileStream Exclusive()
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(Folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // What a killed publisher left; nobody else is writing now.
            foreach (var temporary in Directory.EnumerateFiles(Folder, ".*.tmp")) File.Delete(temporary);
            return file;
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            file?.Dispose();
            throw new BundleStoreException($"Another process is publishing in {Folder}; try again.", e);
        }
    }

    private State Append(State state, CalibratorBundle bundle, string hash, bool isRollback)
    {
        BundleStoreEntry[] entries = [.. state.Entries, new BundleStoreEntry(hash, _options.TimeProvider.GetUtcNow(), isRollback)];
        DurableFile.Write(HistoryPath, Write(entries));
        return new State(bundle, hash, entries, []);
    }

    /// <summary>Reads the history and its current bundle, which is not read again where it is already held.</summary>
    private State Read(State? held)
    {
        if (!File.Exists(HistoryPath)) return new State(null, null, [], []);
        var entries = Parse(File.ReadAllBytes(HistoryPath));
        var damaged = new List<string>();
        foreach (var hash in entries.Reverse().Select(e => e.Hash).Distinct(StringComparer.Ordinal))
        {
            if (held?.Hash == hash) return held with { Entries = entries, Damaged = [.. damaged] };
            try
            {
                return new State(Load(hash), hash, entries, [.. damaged]);
            }
            catch (CalibrationException) when (_options.FallBack)
            {
                damaged.Add(hash);
            }
        }

        throw new BundleFormatException($"None of the {entries.Length.ToString(CultureInfo.InvariantCulture)} bundles in the history of {Folder} is whole.");
    }

    private static byte[] Write(BundleStoreEntry[] entries)
    {
        var content = Written(json =>
        {
            json.WriteStartArray();
            foreach (var entry in entries)
            {
                json.WriteStartArray();
                json.WriteStringValue(entry.Hash);
                json.WriteStringValue(entry.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                json.WriteBooleanValue(entry.IsRollback);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
        return Written(json =>
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", 1);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));
            json.WritePropertyName("entries");
            json.WriteRawValue(content, skipInputValidation: true);
            json.WriteEndObject();
        });
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private static BundleStoreEntry[] Parse(byte[] utf8)
    {
        try
        {
            var reader = new CanonicalReader(utf8);
            reader.Expect("{\"format\":\"hypekr-bundle-store\",\"version\":1,\"sha256\":"u8);
            var hash = reader.Text();
            reader.Expect(",\"entries\":"u8);
            var start = reader.Position;
            reader.Expect("["u8);
            var entries = new List<BundleStoreEntry>();
            while (!reader.TryTake((byte)']'))
            {
                if (entries.Count > 0) reader.Expect(","u8);
                reader.Expect("["u8);
                var bundle = reader.Text();
                reader.Expect(","u8);
                var at = DateTimeOffset.ParseExact(reader.Text(), "O", CultureInfo.InvariantCulture);
                reader.Expect(","u8);
                var rollback = reader.Flag();
                reader.Expect("]"u8);
                entries.Add(new BundleStoreEntry(bundle, at, rollback));
            }

            if (hash != Convert.ToHexStringLower(SHA256.HashData(reader.From(start)))) throw new BundleFormatException("The history of the store does not have the hash it states; it was changed after it was written.");
            reader.Expect("}"u8);
            if (!reader.IsAtEnd) throw reader.Unexpected("the end");
            return entries.Count > 0 ? [.. entries] : throw new BundleFormatException("The history of the store is empty.");
        }
        catch (FormatException e)
        {
            throw new BundleFormatException($"The history of the store cannot be read: {e.Message}", e);
        }
    }

    /// <param name="Bundle">The current bundle.</param>
    /// <param name="Hash">What the history calls it: of a bundle that was migrated the hash of its file, which is another.</param>
    /// <param name="Entries">The history.</param>
    /// <param name="Damaged">What was passed over.</param>
    private sealed record State(CalibratorBundle? Bundle, string? Hash, BundleStoreEntry[] Entries, string[] Damaged);
}
