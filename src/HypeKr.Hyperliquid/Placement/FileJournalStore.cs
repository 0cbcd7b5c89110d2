using System.Runtime.InteropServices;

namespace HypeKr.Hyperliquid;

/// <summary>A journal in a file, readable and writable by its owner alone. A second file beside it, <c>.lock</c>, is held as long as the journal is.</summary>
/// <remarks>The lock is not on the file itself, which is replaced when it is compacted.</remarks>
internal sealed class FileJournalStore : IJournalStore
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly IDisposable? _alsoHeld;
    private FileStream _file;

    private FileJournalStore(string path, FileStream held, FileStream file, IDisposable? alsoHeld) => (_path, _lock, _file, _alsoHeld) = (path, held, file, alsoHeld);

    /// <param name="path">The file, or a link to it.</param>
    /// <param name="alsoHeld">Let go with the file.</param>
    /// <exception cref="PlacementJournalException">The file is held by another process, or cannot be opened.</exception>
    public static FileJournalStore Open(string path, IDisposable? alsoHeld = null)
    {
        path = Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            // The lock and the new file belong beside the file itself: a link would be locked apart, and replaced.
            if (new FileInfo(path).LinkTarget is not null) path = File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            held = OpenPrivate(path + ".lock", FileShare.None);
            File.Delete(path + ".new");
            var file = OpenPrivate(path, FileShare.Read);
            try
            {
                // Always: a process that was killed may have made or replaced the file, and not have come so far.
                SyncFolder(path);
            }
            catch
            {
                file.Dispose();
                throw;
            }

            return new(path, held, file, alsoHeld);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new PlacementJournalException(
                held is null
                    ? $"The journal '{path}' cannot be held: another process has it open, or its folder cannot be written ({e.Message})."
                    : $"The journal '{path}' cannot be opened ({e.Message}).",
                e);
        }
    }

    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        _file.Position = 0;
        var bytes = new byte[_file.Length];
        await _file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes) => _file.WriteAsync(bytes);

    // A sync blocks its thread for as long as the disk takes.
    public ValueTask SyncAsync() => new(Task.Run(() => _file.Flush(flushToDisk: true)));

    public async ValueTask TruncateAsync(long length)
    {
        _file.SetLength(length);
        _file.Position = length;
        await SyncAsync().ConfigureAwait(false);
    }

    public async ValueTask ReplaceAsync(ReadOnlyMemory<byte> bytes)
    {
        var file = OpenPrivate(_path + ".new", FileShare.Read);
        try
        {
            await file.WriteAsync(bytes).ConfigureAwait(false);
            await Task.Run(() => file.Flush(flushToDisk: true)).ConfigureAwait(false);
            File.Move(_path + ".new", _path, overwrite: true);
            SyncFolder(_path);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await _file.DisposeAsync().ConfigureAwait(false);
        _file = file;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        await _lock.DisposeAsync().ConfigureAwait(false);
        _alsoHeld?.Dispose();
    }

    private static FileStream OpenPrivate(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>Makes a new name in a folder last through a loss of power. Windows has no such call and needs none.</summary>
    private static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = System.Text.Encoding.UTF8.GetBytes((Path.GetDirectoryName(path) ?? "/") + '\0');
        var handle = OpenFolder(folder, 0);
        if (handle < 0) throw new IOException($"The folder of '{path}' cannot be opened to be synced.");
        var failed = SyncHandle(handle) != 0;
        _ = CloseHandle(handle);
        if (failed) throw new IOException($"The folder of '{path}' cannot be synced.");
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncHandle(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseHandle(int handle);
}
