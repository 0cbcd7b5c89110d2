using System.ComponentModel;
using System.Diagnostics;

namespace HypeKr.Crypto.Tests;

/// <summary>A fact that needs Python's <c>cryptography</c> (Debian's python3-cryptography), skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonCryptographyFactAttribute : FactAttribute
{
    private static readonly string? Missing = Probe();

    public PythonCryptographyFactAttribute() => Skip = Missing;

    private static string? Probe()
    {
        try
        {
            return PythonCryptography.Run("import cryptography.fernet", "") is (0, _) ? null : $"{PythonCryptography.Interpreter} cannot import cryptography.";
        }
        catch (Win32Exception)
        {
            return $"{PythonCryptography.Interpreter} is not on this system.";
        }
    }
}

/// <summary>Runs a program under the system's Python.</summary>
internal static class PythonCryptography
{
    public const string Interpreter = "/usr/bin/python3";

    public static (int ExitCode, string Output) Run(string program, string input)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
