using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace HypeKr.Benchmarks;

/// <summary>A peer in another language, set up by <c>benchmarks/peers/setup</c>.</summary>
internal sealed class Peer(string program, string script)
{
    private static readonly string Folder = Path.Combine(FindRoot(), "benchmarks", "peers");

    /// <summary>Runs the peer once.</summary>
    /// <param name="key">What it should measure.</param>
    /// <param name="figures">What it printed; among it the microseconds, under the key.</param>
    /// <param name="missing">Why it cannot run here, else null.</param>
    public bool TryRun(string key, out Dictionary<string, double> figures, out string? missing)
    {
        figures = [];
        missing = null;
        var start = new ProcessStartInfo(program, [Path.Combine(Folder, script), key])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // These two slow a current numpy down; the tests leave them alone, a fair benchmark does not.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                missing = $"{script} failed, run benchmarks/peers/setup: {error.Result.Trim().Split('\n')[^1]}";
                return false;
            }

            figures = JsonSerializer.Deserialize(output, ComparisonJsonContext.Default.DictionaryStringDouble)!;
            return true;
        }
        catch (Win32Exception)
        {
            missing = $"{program} is not installed, run benchmarks/peers/setup";
            return false;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HypeKr.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("HypeKr.sln is in no folder above the benchmarks: run them from a clone.");
    }
}
