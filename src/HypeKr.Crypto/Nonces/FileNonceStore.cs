using System.Buffers.Binary;

namespace HypeKr.Crypto;

/// <summary>Remembers used nonces in a folder, one small file each: for one machine, across restarts and between processes.</summary>
/// <remarks>
/// <para>
/// A nonce is used by creating its file exclusively (<c>O_CREAT | O_EXCL</c>), which the file system grants to one caller, whichever
/// process it is in. A crash of the process leaves either no file, and nothing was done in its name, or a file, perhaps an empty one, and
/// the nonce stays used: never a nonce that counts twice.
/// </para>
/// <para>
/// That promise does not reach a crash of the machine or a loss of power. The file is flushed to the disk before the answer, but its entry
/// in the folder is written when the file system sees fit, so a nonce of the last seconds may be forgotten and count again.
/// </para>
/// <para>
/// What has expired is deleted about once a minute. An empty file that a crash left is kept, since nobody knows how long it matters.
/// The folder is the store's own: on a local disk, or a network file system that honours exclusive creation.
/// </para>
/// <para>Safe to use from many threads and processes.</para>
/// </remarks>
public sealed class FileNonceStore : INonceStore
{
    private const string Extension = ".used";

    private readonly string _folder;
    private readonly TimeProvider _timeProvider;
    private long _nextSweep;

    /// <summary>A store in a folder, which is made if it is not there, readable by this user only.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public FileNonceStore(string folder, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        _timeProvider = timeProvider ?? TimeProvider.System;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_folder);
        else Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk failed or the folder is gone. The nonce may be used up.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var first = TryCreate(Path.Combine(_folder, string.Concat(id.ToString().AsSpan(2), Extension)), keepUntil);
        Sweep(_timeProvider.GetUtcNow());
        return ValueTask.FromResult(first);
    }

    private static bool TryCreate(string path, DateTimeOffset keepUntil)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        using (file)
        {
            Span<byte> content = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(content, keepUntil.ToUnixTimeMilliseconds());
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        return true;
    }

    private void Sweep(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, now.UtcTicks + TimeSpan.TicksPerMinute, due) != due) return;
        try
        {
            foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension)) Forget(path, now.ToUnixTimeMilliseconds());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Housekeeping: another process may be at it, and the next minute comes.
        }
    }

    private static void Forget(string path, long now)
    {
        try
        {
            Span<byte> content = stackalloc byte[sizeof(long)];
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                if (RandomAccess.Read(file, content, 0) != content.Length) return;
            }

            if (BinaryPrimitives.ReadInt64BigEndian(content) < now) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Deleted or being written by another process.
        }
    }
}
