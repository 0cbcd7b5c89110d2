using MathNet.Numerics;

namespace HypeKr.Calibration;

/// <summary>A generator whose numbers depend on its seed alone, on every platform and runtime: xoshiro256** seeded by SplitMix64.</summary>
/// <remarks>Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021).</remarks>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. bound - 1, by multiplication; the bias of less than bound / 2^64 is of no account here.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    /// <summary>A binomial number of successes: by trials for few, else by inversion outward from the mode in O(√n) steps.</summary>
    /// <remarks>Beyond 32 trials it takes exponentials from the C runtime, whose last bit is the platform's.</remarks>
    public long NextBinomial(long n, double p)
    {
        if (n == 0 || p <= 0) return 0;
        if (p >= 1) return n;
        if (n <= 32)
        {
            var successes = 0L;
            for (var i = 0L; i < n; i++)
            {
                if (NextDouble() < p) successes++;
            }

            return successes;
        }

        var mode = Math.Min((long)((n + 1) * p), n);
        var odds = p / (1 - p);
        var atMode = Math.Exp(SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(mode + 1.0) - SpecialFunctions.GammaLn(n - mode + 1.0) + (mode * Math.Log(p)) + ((n - mode) * Math.Log(1 - p)));
        var rest = NextDouble() - atMode;
        if (rest < 0) return mode;
        var (below, above) = (atMode, atMode);
        var (low, high) = (mode, mode);
        while (low > 0 || high < n)
        {
            if (high < n)
            {
                above *= (n - high) * odds / (high + 1);
                high++;
                rest -= above;
                if (rest < 0) return high;
            }

            if (low > 0)
            {
                below *= low / ((n - low + 1) * odds);
                low--;
                rest -= below;
                if (rest < 0) return low;
            }

            // Both tails have underflowed: what is left of the uniform is rounding.
            if (above == 0 && below == 0) break;
        }

        return mode;
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
