using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HypeKr.Calibration;

/// <summary>Writes a file so that after a crash at any moment its path holds the old bytes or the new ones, whole.</summary>
internal static partial class DurableFile
{
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(path) ?? throw new IOException($"{path} is no file in a folder.");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushFolder(folder);
    }

    /// <summary>Makes a rename in a folder last through a loss of power. Windows has no call for it that .NET could make: there the file system's journal decides when.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        // .NET opens no folders, but flushes whatever handle it is given.
        var descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (descriptor < 0) throw new IOException($"The folder {folder} cannot be opened to flush it (errno {Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture)}).");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Flush(handle) < 0) throw new IOException($"The folder {folder} cannot be flushed (errno {Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture)}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(SafeFileHandle handle);
}
