using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime;
using System.Text;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Benchmarks;

/// <summary>The emulator over the loopback from another process, against what the same machine does without it in the same run.</summary>
internal static class EmulatorLoad
{
    public const int Connections = 8;
    private const long LatencyMemory = 1L << 30;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    /// <summary>Rates on the clock as microseconds an operation, all connections together; lags in milliseconds.</summary>
    public static async Task<IReadOnlyList<ComparisonRow>> RowsAsync()
    {
        var signers = Signers();
        var signer = signers[0];
        using var server = StartServer();
        using var memory = StartMemory();
        try
        {
            var address = new Uri(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
            var network = HyperliquidNetwork.Emulator(address);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
            var read = "{\"type\":\"l2Book\",\"coin\":\"BTC\"}"u8.ToArray();

            async Task Order(int i) => Check(await PostAsync(http, network.ExchangeAddress, SignOrder(signers[i % Connections], network, i)));

            Task Read(int i) => PostAsync(http, network.InfoAddress, read);

            Task Echo(int i) => PostAsync(http, new Uri(address, "bare/echo"), read);

            async Task Recover(int i)
            {
                var digest = BenchmarkKey.NextDigest();
                var signature = await signer.SignDigestAsync(digest);
                var body = new byte[400];
                digest.CopyTo(body.AsSpan());
                signature.ToBytes65().CopyTo(body.AsSpan(EmulatorServer.DigestSize));
                await PostAsync(http, new Uri(address, "bare/recover"), body);
            }

            Func<TimeSpan, Task<double>> Http(Func<int, Task> call) => time => RateAsync(call, time, Connections);

            Func<TimeSpan, Task<double>> InMemory(bool signsBefore) => time => EmulatorMemory.AskAsync(memory, signsBefore, time);

            var rating = (Func<TimeSpan, Task<double>>[])[Http(Order), Http(Recover), Http(Read), Http(Echo), InMemory(signsBefore: false), InMemory(signsBefore: true)];
            foreach (var warm in rating) await warm(TimeSpan.FromSeconds(1.5));
            const int Rounds = 3;
            var rates = new double[rating.Length];
            for (var round = 0; round < Rounds; round++)
            {
                // In turn, so that what else the machine does strikes all alike.
                for (var i = 0; i < rating.Length; i++) rates[i] += await rating[i](Round) / Rounds;
            }

            var (orders, recovers, reads, echoes, signed, handled) = (rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]);
            var latency = await LatencyAsync(Order, orders / 2);
            var lag = await SubscribersAsync(http, network, address);
            var backend = Secp256k1Backend.Default;
            return
            [
                Rate($"HTTP, signed orders, {backend}", orders, "bare echo, signature and recovery over HTTP", recovers, 0.6),
                Rate("HTTP, reads of a book", reads, "bare echo over HTTP", echoes, 0.5),
                Rate($"in memory, orders signed before, {backend}", handled, "signed orders over HTTP", orders, 3),

                // With the signature, signature and recovery alone are two fifths of HTTP: three times is not to be had.
                Rate($"in memory, orders signed there, {backend}", signed, "signed orders over HTTP", orders, null),
                Lag("HTTP, p99 of orders at half that load", latency, 10),
                Lag("200 subscribers at 100 messages a second, the latest", lag, 100),
            ];
        }
        finally
        {
            foreach (var process in (Process[])[server, memory])
            {
                process.StandardInput.Close();
                if (!process.WaitForExit(5000)) process.Kill();
            }
        }

        static ComparisonRow Rate(string name, double ours, string otherName, double other, double? target) => new(name, 1e6 / ours, 1e6 / other, otherName, "us", ours / other, target, 0);

        static ComparisonRow Lag(string name, double ours, double budget) => new(name, ours, budget, "budget", "ms", budget / ours, 1, 0);
    }

    /// <summary>A signer for each connection: the venue keeps a hundred nonces of each, and one that is held up must not lose its own.</summary>
    public static PrivateKeySigner[] Signers() =>
        [.. Enumerable.Range(0, Connections).Select(i => new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes($"emulator load {i}")).ToArray())))];

    public static void Check(ReadOnlyMemory<byte> answer)
    {
        if (answer.Span.IndexOf("\"filled\""u8) < 0) throw new InvalidOperationException(Encoding.UTF8.GetString(answer.Span));
    }

    public static byte[] SignOrder(PrivateKeySigner signer, HyperliquidNetwork network, int i)
    {
        var (side, price) = i / Connections % 2 == 0 ? (OrderSide.Buy, 100_010m) : (OrderSide.Sell, 99_990m);
        var action = new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), side, new(price), new(0.001m), TimeInForce.Ioc)]);
        var nonce = NonceSource.For(signer.Address).Next();
        var signature = signer.SignHashAsync(action.ToTypedDataHash(network, nonce)).Result;
        return Encoding.UTF8.GetBytes(new SignedAction(action, network, nonce, signature).ToJson());
    }

    private static async Task<byte[]> PostAsync(HttpClient http, Uri address, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var reply = await http.PostAsync(address, content);
        return await reply.Content.ReadAsByteArrayAsync();
    }

    public static async Task<double> RateAsync(Func<int, Task> call, TimeSpan time, int callers)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; clock.Elapsed < time; i += callers)
            {
                await call(i);
                Interlocked.Increment(ref count);
            }
        })));
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Calls at fixed times, whether or not the earlier ones were answered: a late answer counts from when its call was due.</summary>
    private static async Task<double> LatencyAsync(Func<int, Task> call, double rate)
    {
        var latencies = new List<double>((int)(rate * Round.TotalSeconds) + 1);
        var calls = new List<Task>(latencies.Capacity);

        // What is measured is the server: the load does not collect meanwhile.
        GC.TryStartNoGCRegion(LatencyMemory);
        var clock = Stopwatch.StartNew();
        await Task.Factory.StartNew(() =>
        {
            for (var i = 0; clock.Elapsed < Round; i++)
            {
                var (due, number) = (TimeSpan.FromSeconds(i / rate), i);

                // A thread of its own sleeps a millisecond; a timer of the pool wakes late, and then all that was due comes at once.
                while (clock.Elapsed < due) Thread.Sleep(1);
                calls.Add(Task.Run(async () =>
                {
                    await call(number);
                    lock (latencies) latencies.Add((clock.Elapsed - due).TotalMilliseconds);
                }));
            }
        }, TaskCreationOptions.LongRunning);
        await Task.WhenAll(calls);
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
        else Console.Error.WriteLine("The load took more memory than was set aside, and collected.");
        latencies.Sort();
        return latencies[(int)(latencies.Count * 0.99)];
    }

    /// <summary>Waits without taking a processor from those who are measured; up to a millisecond late, which counts against them.</summary>
    private static async Task UntilAsync(Stopwatch clock, TimeSpan due)
    {
        while (clock.Elapsed < due) await Task.Delay(1);
    }

    /// <summary>How much later than due the latest of all messages came, in milliseconds.</summary>
    private static async Task<double> SubscribersAsync(HttpClient http, HyperliquidNetwork network, Uri address)
    {
        const int Subscribers = 200;
        const int Ticks = 500;
        const double TicksPerSecond = 100;
        var sockets = new List<ClientWebSocket>();
        var received = new long[Subscribers];
        try
        {
            for (var i = 0; i < Subscribers; i++)
            {
                var socket = new ClientWebSocket();
                sockets.Add(socket);
                await socket.ConnectAsync(network.WebSocketAddress, default);
                await socket.SendAsync("{\"method\":\"subscribe\",\"subscription\":{\"type\":\"trades\",\"coin\":\"BTC\"}}"u8.ToArray().AsMemory(), WebSocketMessageType.Text, true, default);
            }

            var clock = Stopwatch.StartNew();
            var worst = 0.0;
            var readers = sockets.Select((socket, i) => Task.Run(async () =>
            {
                var buffer = new byte[4096];
                while (received[i] < Ticks)
                {
                    var part = await socket.ReceiveAsync(buffer.AsMemory(), default);
                    if (!part.EndOfMessage || buffer.AsSpan(0, part.Count).IndexOf("\"channel\":\"trades\""u8) < 0) continue;
                    var lag = (clock.Elapsed - TimeSpan.FromSeconds(received[i]++ / TicksPerSecond)).TotalMilliseconds;
                    lock (received) worst = Math.Max(worst, lag);
                }
            })).ToArray();
            clock.Restart();
            for (var i = 0; i < Ticks; i++)
            {
                await UntilAsync(clock, TimeSpan.FromSeconds(i / TicksPerSecond));
                await PostAsync(http, new Uri(address, "tick"), []);
            }

            await Task.WhenAll(readers);
            return worst;
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }
    }

    /// <summary>Starts the process with HTTP with the settings of the command, which collects little and often so that nobody waits for it.</summary>
    private static Process StartServer() => Start("emulator-server", "HypeKr.Hyperliquid.Emulator.Tool");

    /// <summary>Starts the process without: nobody waits there, and it collects on both processors.</summary>
    private static Process StartMemory() => Start("emulator-memory", "HypeKr.Benchmarks", ("DOTNET_gcServer", "1"), ("DOTNET_GCHeapCount", "2"));

    private static Process Start(string what, string settings, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var assembly = typeof(EmulatorLoad).Assembly.Location;
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var info = new ProcessStartInfo(dotnet, ["exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, $"{settings}.runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), assembly, what])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }
}
