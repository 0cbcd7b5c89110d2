using System.Diagnostics;
using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore.Tests;

/// <summary>Clients of the venue that were written elsewhere, run unchanged against the emulator. What they refuse is a bug of the emulator.</summary>
[Trait("Category", "Interop")]
public sealed class ForeignClientTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [ForeignClientTheory]
    [InlineData("nktkas.mjs", "http")]
    [InlineData("nktkas.mjs", "ws")]
    [InlineData("ccxt.mjs", "http")]
    [InlineData("ccxt.mjs", "ws")]
    public async Task Every_call_is_accepted(string script, string transport)
    {
        var emulator = new HyperliquidEmulator();
        foreach (var label in (string[])["trader", "maker"])
        {
            using var key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"HypeKr interop {label}")).ToArray());
            emulator.Admin.Fund(key.Address, 1_000_000);
            emulator.Admin.FundSpot(key.Address, "USDC", 100_000);
        }

        await using var host = await EmulatorHost.StartAsync(emulator);
        var calls = await RunAsync(script, host.BaseAddress.GetLeftPart(UriPartial.Authority), transport);

        foreach (var call in calls) output.WriteLine($"{(call.Ok ? "ok  " : "FAIL")} {call.Name}{(call.Ok ? "" : $": {call.Error}")}");
        Assert.True(calls.Count > 40, $"{script} made {calls.Count} calls.");
        Assert.True(calls.All(c => c.Ok), string.Join('\n', calls.Where(c => !c.Ok).Select(c => $"{c.Name}: {c.Error}")));
        Assert.True(emulator.Admin.Totals().IsConserved);
    }

    /// <summary>The guide's table says what was run, so it must name each call.</summary>
    [ForeignClientTheory]
    [InlineData("nktkas.mjs")]
    [InlineData("ccxt.mjs")]
    public void The_guide_lists_the_calls(string script)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "emulator.md"));
        var source = File.ReadAllText(Path.Combine(ForeignClientTheoryAttribute.Folder, script));
        var names = System.Text.RegularExpressions.Regex.Matches(source, """(?:await call|act|read)\("([A-Za-z0-9]+)["( ]""").Select(m => m.Groups[1].Value).Distinct();

        var missing = names.Where(name => char.IsLower(name[0]) && name.Length > 6 && !guide.Contains(name, StringComparison.Ordinal)).ToList();

        Assert.Empty(missing);
    }

    private async Task<IReadOnlyList<Call>> RunAsync(string script, string address, string transport)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", ["--experimental-websocket", "--no-warnings", script, address, transport])
            {
                WorkingDirectory = ForeignClientTheoryAttribute.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var printed = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var text = await printed;
            if ((await errors).Trim() is { Length: > 0 } complaint) output.WriteLine(complaint);
            Assert.True(text.Contains("\"calls\"", StringComparison.Ordinal), $"{script} printed no result: {text} {await errors}");
            using var document = JsonDocument.Parse(text.Trim().Split('\n')[^1]);
            return [.. document.RootElement.GetProperty("calls").EnumerateArray().Select(c => new Call(
                c.GetProperty("name").GetString()!, c.GetProperty("ok").GetBoolean(), c.TryGetProperty("error", out var error) ? error.GetString() : null))];
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private sealed record Call(string Name, bool Ok, string? Error);
}

/// <summary>A theory that needs node and the clients that <c>npm ci</c> installs.</summary>
internal sealed class ForeignClientTheoryAttribute : TheoryAttribute
{
    public ForeignClientTheoryAttribute() => Skip = WhyNot;

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "HypeKr.Hyperliquid.Emulator.AspNetCore.Tests", "Clients");

    /// <summary>The first with a WebSocket of its own.</summary>
    private static Version LeastNode { get; } = new(20, 10);

    private static string? WhyNot { get; } = Find();

    private static string? Find()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            if (!Version.TryParse(version.TrimStart('v'), out var parsed) || parsed < LeastNode) return $"node is {version}; the clients need {LeastNode}.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "node is not on the PATH.";
        }

        return Directory.Exists(Path.Combine(Folder, "node_modules", "ccxt")) ? null : "The foreign clients are not installed: npm ci in tests/HypeKr.Hyperliquid.Emulator.AspNetCore.Tests/Clients.";
    }
}
