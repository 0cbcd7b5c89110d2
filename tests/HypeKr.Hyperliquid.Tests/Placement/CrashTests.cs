using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HypeKr.Hyperliquid.CrashHost;
using HypeKr.Hyperliquid.Emulator;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>
/// A process that places orders is killed (SIGKILL) between journal write, sync, send, reply and outcome, again and again, over one journal in a file: on a disk that keeps what was
/// written, and on one that loses every byte that was not synced.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Crash")]
[Trait("Category", "Faults")]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Orders = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("written")]
    [InlineData("synced")]
    [InlineData("sending")]
    [InlineData("replied")]
    [InlineData("outcome")]
    public Task Killed_at(string barrier) => Task.Run(async () =>
    {
        var start = TimeProvider.System.GetUtcNow().UtcTicks;
        var emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = new FastTime(start) });
        var label = $"crash {barrier}";
        using var agent = TestVenue.CreateSigner(label);
        emulator.Admin.Fund(TestVenue.UserAddress, 1_000_000);
        emulator.Admin.ApproveAgent(TestVenue.UserAddress, agent.Address);
        using var venue = new LoopbackVenue(emulator);

        var hits = new Dictionary<bool, int> { [false] = 0, [true] = 0 };

        // "written" and "synced" are passed once more by the record of whose journal it is, at its first opening.
        foreach (var (pass, losesUnsynced) in ((int, bool)[])[(2, false), (3, true), (2, true)])
        {
            var (lines, wasKilled) = await RunAsync(venue.Address, label, start, barrier, pass, losesUnsynced);
            Assert.True(wasKilled, string.Join('\n', lines));

            // What was known by then may still be said before the kill strikes.
            Assert.Single(lines, $"BARRIER {barrier}");
            hits[losesUnsynced]++;
        }

        var (stated, killed) = await RunAsync(venue.Address, label, start, "none", 0, losesUnsynced: true);
        Assert.False(killed);
        Assert.Equal("DONE", stated[^1]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{barrier}: killed {hits[false]} times with what was written kept, {hits[true]} times with what was not synced lost"));
        Assert.Equal((1, 2), (hits[false], hits[true]));
        for (var i = 0; i < Orders; i++)
        {
            var orders = Enumerable.Range(1, 8)
                .Select(attempt => PlacementPlan.CloidOf(HyperliquidNetwork.Emulator(venue.Address), TestVenue.UserAddress, string.Create(CultureInfo.InvariantCulture, $"crash {i}"), attempt, 0))
                .Select(cloid => Truth(emulator, cloid)).Where(order => order is not null).ToArray();
            var only = Assert.Single(orders)!;
            Assert.Equal(OrderStatus.Open, only.Status);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"STATED {i} Resting {only.Order!.OrderId}"), stated[i]);
        }
    });

    private static OrderWithStatus? Truth(HyperliquidEmulator emulator, Cloid cloid)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"type":"orderStatus","user":"{{TestVenue.UserAddress.ToLowerHex()}}","oid":"{{cloid}}"}""");
        return System.Text.Json.JsonSerializer.Deserialize(emulator.HandleAsync("/info", body).AsTask().GetAwaiter().GetResult().Body.Span, HyperliquidJsonContext.Default.OrderLookup)!.Order;
    }

    /// <summary>Runs the process to its end, or to its barrier and kills it there.</summary>
    private async Task<(List<string> Lines, bool WasKilled)> RunAsync(Uri venue, string label, long start, string barrier, int pass, bool losesUnsynced)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            typeof(FastTime).Assembly.Location, venue.AbsoluteUri, Path.Combine(_folder, "bot.journal"), label, TestVenue.UserAddress.ToLowerHex(),
            start.ToString(CultureInfo.InvariantCulture), Orders.ToString(CultureInfo.InvariantCulture), barrier, pass.ToString(CultureInfo.InvariantCulture),
            losesUnsynced ? "loses" : "keeps",
        ];
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        var wasKilled = false;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (!line.StartsWith("BARRIER ", StringComparison.Ordinal)) continue;
            process.Kill();
            wasKilled = true;
        }

        await process.WaitForExitAsync();
        if (!wasKilled && process.ExitCode != 0) lines.Add(await errors);
        return (lines, wasKilled);
    }

    /// <summary>An emulator that another process can reach.</summary>
    private sealed class LoopbackVenue : IDisposable
    {
        private readonly HttpListener _listener = new();

        public LoopbackVenue(HyperliquidEmulator emulator)
        {
            using (var port = new TcpListener(IPAddress.Loopback, 0))
            {
                port.Start();
                Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/"));
            }

            _listener.Prefixes.Add(Address.AbsoluteUri);
            _listener.Start();
            _ = Task.Run(async () =>
            {
                while (_listener.IsListening)
                {
                    var context = await _listener.GetContextAsync();
                    try
                    {
                        using var body = new MemoryStream();
                        await context.Request.InputStream.CopyToAsync(body);
                        var reply = await emulator.HandleAsync(context.Request.Url!.AbsolutePath, body.ToArray());
                        (context.Response.StatusCode, context.Response.ContentType) = (reply.StatusCode, reply.ContentType);
                        await context.Response.OutputStream.WriteAsync(reply.Body);
                        context.Response.Close();
                    }
                    catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
                    {
                        // Whoever asked was killed.
                    }
                }
            });
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Close();
    }
}
