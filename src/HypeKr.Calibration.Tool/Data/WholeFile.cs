using System.Globalization;

namespace HypeKr.Calibration.Tool;

/// <summary>Writes beside the target and moves it there, so that a stop leaves no half file.</summary>
internal static class WholeFile
{
    public static async Task<T> WriteAsync<T>(string path, Func<string, Task<T>> write)
    {
        var full = Path.GetFullPath(path);
        var partial = Path.Combine(Path.GetDirectoryName(full)!, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(full)}.{Environment.ProcessId}.partial"));
        try
        {
            var result = await write(partial);
            File.Move(partial, full, overwrite: true);
            return result;
        }
        finally
        {
            if (File.Exists(partial)) File.Delete(partial);
        }
    }
}
