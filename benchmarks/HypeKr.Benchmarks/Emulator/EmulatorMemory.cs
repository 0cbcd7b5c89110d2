using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HypeKr.Benchmarks;

/// <summary>The process in which <see cref="EmulatorLoad"/> measures the emulator without HTTP.</summary>
internal static class EmulatorMemory
{
    // As many as nobody handles in a round, each for one call.
    private const int SignedAhead = 15_000;

    /// <summary>The rate of a round, from the process that measures it.</summary>
    public static async Task<double> AskAsync(Process process, bool signsBefore, TimeSpan time)
    {
        await process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{signsBefore} {time}"));
        await process.StandardInput.FlushAsync();
        return double.Parse(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process in memory has ended."), CultureInfo.InvariantCulture);
    }

    public static async Task<int> RunAsync()
    {
        var signers = EmulatorLoad.Signers();

        // It ends with whoever started it.
        while (await Console.In.ReadLineAsync() is { } asked)
        {
            var words = asked.Split(' ');
            var rate = await RateAsync(bool.Parse(words[0]), TimeSpan.Parse(words[1], CultureInfo.InvariantCulture));
            Console.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
        }

        return 0;

        async Task<double> RateAsync(bool signsBefore, TimeSpan time)
        {
            // A round has an emulator of its own, as a test has.
            var emulator = EmulatorServer.Create(signers);
            var signed = new ConcurrentQueue<byte[]>[EmulatorLoad.Connections];
            Parallel.For(0, signed.Length, c => signed[c] = new(signsBefore ? Enumerable.Range(0, SignedAhead).Select(k => Sign((k * signed.Length) + c)) : []));

            // What was there before the round is out of the collector's way: each moves what is left one generation on.
            GC.Collect();
            GC.Collect();

            // What is done in memory is done by the caller: more callers than processors only wait for each other.
            return await EmulatorLoad.RateAsync(Order, time, Math.Min(signers.Length, Environment.ProcessorCount));

            async Task Order(int i) => EmulatorLoad.Check((await emulator.HandleAsync("/exchange", signed[i % signed.Length].TryDequeue(out var body) ? body : Sign(i))).Body);

            byte[] Sign(int i) => EmulatorLoad.SignOrder(signers[i % signers.Length], emulator.Network, i);
        }
    }
}
