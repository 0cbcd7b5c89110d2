using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tool.Tests;

/// <summary>The command as a process of its own.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly HttpClient Http = new();

    /// <summary>A command in the background of a script is begun with SIGINT ignored, and so is all that it begins: where env can undo that, it does.</summary>
    private static readonly Lazy<string[]> Prefix = new(() =>
    {
        string[] prefix = ["env", "--default-signal=INT"];
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(prefix[0], [prefix[1], "true"]) { RedirectStandardError = true })!;
            probe.WaitForExit();
            return probe.ExitCode == 0 ? prefix : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    });

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; private set; } = null!;

    public static ToolProcess Run(params string[] arguments)
    {
        // The build puts the tool beside this assembly.
        string[] command = [.. Prefix.Value, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "HypeKr.Hyperliquid.Emulator.Tool.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it is ready.</summary>
    public static async Task<ToolProcess> ServeAsync(params string[] arguments)
    {
        var tool = Run(["--port", "0", .. arguments]);
        using var patience = new CancellationTokenSource(Patience);
        var line = await tool._process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null) Assert.Fail($"It ended: {await tool._errors}");
        Assert.Matches("^listening http://127\\.0\\.0\\.1:[0-9]+$", line);
        tool.Address = new Uri(line["listening ".Length..]);
        return tool;
    }

    public async Task<JsonElement> InfoAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await Http.PostAsync(new Uri(Address, "/info"), content);
        using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Asks it to end, by the signal of that name, and waits until it has.</summary>
    public async Task<(int Code, string Errors)> EndAsync(string signal = "TERM")
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    public async Task<(int Code, string Errors)> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, (await _errors).Trim());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
