using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Benchmarks;

/// <summary>The emulator over the loopback from another process, against what the same machine does without it in the same run.</summary>
internal static class EmulatorLoad
{
    private const int Connections = 8;
    private const int Warm = 20_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        // A signer for each connection: the venue keeps a hundred nonces of each, and one that is held up must not lose its own.
        var signers = Enumerable.Range(0, Connections).Select(i => new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes($"emulator load {i}")).ToArray()))).ToArray();
        var signer = signers[0];
        using var server = Start(string.Join(',', signers.Select(s => s.Address.ToLowerHex())));
        try
        {
            var address = new Uri(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
            var network = HyperliquidNetwork.Emulator(address);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
            var read = "{\"type\":\"l2Book\",\"coin\":\"BTC\"}"u8.ToArray();

            async Task Order(int i)
            {
                var answer = await PostAsync(http, network.ExchangeAddress, SignOrder(signers[i % Connections], network, i));
                if (answer.AsSpan().IndexOf("\"filled\""u8) < 0) throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
            }

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

            foreach (var warm in (Func<int, Task>[])[Order, Recover, Read, Echo]) await RateAsync(warm, TimeSpan.FromSeconds(1.5));
            var (orders, recovers, reads, echoes) = (0.0, 0.0, 0.0, 0.0);
            const int Rounds = 3;
            for (var i = 0; i < Rounds; i++)
            {
                // In turn, so that what else the machine does strikes all alike.
                orders += await RateAsync(Order, Round) / Rounds;
                recovers += await RateAsync(Recover, Round) / Rounds;
                reads += await RateAsync(Read, Round) / Rounds;
                echoes += await RateAsync(Echo, Round) / Rounds;
            }

            Say($"curve backend {Secp256k1Backend.Default}, {Environment.ProcessorCount} cores, {Connections} connections");
            Say($"signed orders   {orders,8:0}/s   of {recovers,8:0}/s bare echo, signature and recovery   {orders / recovers:0.00}");
            Say($"reads (l2Book)  {reads,8:0}/s   of {echoes,8:0}/s bare echo                               {reads / echoes:0.00}");
            Say($"p99 of orders at half load  {await LatencyAsync(Order, orders / 2):0.0} ms");
            var (whole, signing, recovering) = InMemory(signer);
            Say($"in memory, a processor second: {whole:0} orders signed and answered, {signing:0} signed and written, {recovering:0} recovered; the emulator alone {1_000_000 * (1 / whole - 1 / signing - 1 / recovering):0} us an order");
            Say(await SubscribersAsync(http, network, address));
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(5000)) server.Kill();
        }
    }

    private static byte[] SignOrder(PrivateKeySigner signer, HyperliquidNetwork network, int i)
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

    private static async Task<double> RateAsync(Func<int, Task> call, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < time) await call(Interlocked.Increment(ref count));
        })));
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Calls at fixed times, whether or not the earlier ones were answered: a late answer counts from when its call was due.</summary>
    private static async Task<double> LatencyAsync(Func<int, Task> call, double rate)
    {
        var latencies = new List<double>();
        var calls = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed < Round; i++)
        {
            var due = TimeSpan.FromSeconds(i / rate);
            while (clock.Elapsed < due) await Task.Yield();
            var number = i;
            calls.Add(Task.Run(async () =>
            {
                await call(number);
                lock (latencies) latencies.Add((clock.Elapsed - due).TotalMilliseconds);
            }));
        }

        await Task.WhenAll(calls);
        latencies.Sort();
        return latencies[(int)(latencies.Count * 0.99)];
    }

    /// <summary>Calls on one thread for a second of its processor's time: what else the machine does is left out.</summary>
    private static double PerProcessorSecond(Action<int> call)
    {
        for (var i = 0; i < Warm; i++) call(i);
        using var process = Process.GetCurrentProcess();
        var (start, count) = (process.TotalProcessorTime, Warm);
        while (true)
        {
            for (var i = 0; i < 500; i++) call(count++);
            process.Refresh();
            var time = process.TotalProcessorTime - start;
            if (time > TimeSpan.FromSeconds(1)) return (count - Warm) / time.TotalSeconds;
        }
    }

    private static (double Whole, double Signing, double Recovering) InMemory(PrivateKeySigner signer)
    {
        var emulator = new HyperliquidEmulator(EmulatorServer.Options);
        emulator.Admin.Fund(signer.Address, 1_000_000_000);
        var whole = PerProcessorSecond(i => emulator.HandleAsync("/exchange", SignOrder(signer, emulator.Network, i)).AsTask().GetAwaiter().GetResult());
        var signing = PerProcessorSecond(i => SignOrder(signer, emulator.Network, i));
        var digest = BenchmarkKey.FirstDigest;
        var signature = signer.SignDigestAsync(digest).Result;
        return (whole, signing, PerProcessorSecond(_ => signature.Recover(digest)));
    }

    private static async Task<string> SubscribersAsync(HttpClient http, HyperliquidNetwork network, Uri address)
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
                while (clock.Elapsed.TotalSeconds < i / TicksPerSecond) await Task.Yield();
                await PostAsync(http, new Uri(address, "tick"), []);
            }

            await Task.WhenAll(readers);
            return string.Create(CultureInfo.InvariantCulture, $"{Subscribers} subscribers at {TicksPerSecond:0} messages a second each: {received.Sum()} messages in {clock.Elapsed.TotalSeconds:0.0} s, the latest {worst:0} ms after it was due");
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }
    }

    private static Process Start(string users)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(info.FileName) == "dotnet") info.ArgumentList.Add(typeof(EmulatorLoad).Assembly.Location);
        info.ArgumentList.Add("emulator-server");
        info.ArgumentList.Add(users);
        return Process.Start(info)!;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
