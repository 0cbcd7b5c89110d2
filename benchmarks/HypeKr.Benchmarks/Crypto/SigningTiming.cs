using System.Diagnostics;
using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary><c>timing</c>: does the time of a signature tell how large the key is? Welch's t of the key 1 against random keys.</summary>
/// <remarks>
/// Both kinds alternate in random order over the same digests; the slowest tenth of all samples, where the machine did something else, is
/// left out of both. |t| below about 5 shows nothing. It is a report, and no proof: a clock on a shared machine hides small leaks.
/// </remarks>
internal static class SigningTiming
{
    private const int Samples = 20_000;
    private const int Signers = 64;

    public static int Run()
    {
        foreach (var backend in Backends())
        {
            var t = Welch(backend, out var smallest, out var random);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{backend}: key 1 {smallest:0.00} us, random keys {random:0.00} us, Welch t {t:0.0} over {Samples} signatures a side"));
        }

        return 0;
    }

    private static IEnumerable<Secp256k1Backend> Backends()
    {
        yield return Secp256k1Backend.Managed;
        if (Secp256k1Backend.NativeRefusal is null) yield return Secp256k1Backend.Native;
    }

    private static double Welch(Secp256k1Backend backend, out double smallestMean, out double randomMean)
    {
        // As many objects of each kind: one that is always in the cache would look faster whatever its key.
        var smallest = Enumerable.Range(0, Signers).Select(_ => Signer(SmallestKey(), backend)).ToArray();
        var random = Enumerable.Range(0, Signers).Select(_ => Signer(Secp256k1PrivateKey.Generate(), backend)).ToArray();
        var choice = new Random(1);
        var times = new List<(bool IsSmallest, double Microseconds)>(2 * Samples);
        for (var i = -2_000; i < 2 * Samples; i++)
        {
            var isSmallest = choice.Next(2) == 0;
            var signer = (isSmallest ? smallest : random)[choice.Next(Signers)];
            var digest = BenchmarkKey.NextDigest();
            var start = Stopwatch.GetTimestamp();
            _ = signer.SignDigestAsync(digest).Result;
            if (i >= 0) times.Add((isSmallest, Stopwatch.GetElapsedTime(start).TotalMicroseconds));
        }

        foreach (var signer in smallest.Concat(random)) signer.Dispose();
        var bound = times.Select(x => x.Microseconds).Order().ElementAt(times.Count * 9 / 10);
        var kept = times.Where(x => x.Microseconds <= bound).ToLookup(x => x.IsSmallest, x => x.Microseconds);
        var (a, b) = (Moments([.. kept[true]]), Moments([.. kept[false]]));
        (smallestMean, randomMean) = (a.Mean, b.Mean);
        return (a.Mean - b.Mean) / Math.Sqrt((a.Variance / a.Count) + (b.Variance / b.Count));
    }

    private static PrivateKeySigner Signer(Secp256k1PrivateKey key, Secp256k1Backend backend) => new(key, new PrivateKeySignerOptions { Backend = backend });

    private static Secp256k1PrivateKey SmallestKey()
    {
        Span<byte> one = stackalloc byte[32];
        one[31] = 1;
        return Secp256k1PrivateKey.FromBytes(one);
    }

    private static (double Mean, double Variance, int Count) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1), values.Length);
    }
}
