using System.Text;

namespace HypeKr.Delphi;

// A generator of our own, so that a seed gives the same run on every platform and under every runtime: Random's
// algorithm and string.GetHashCode may change. SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number
// generators, 2014), started from FNV-1a 64 over the seed and the parts that name what is drawn.
internal struct StableRandom(ulong state)
{
    private ulong _state = state;

    public static StableRandom For(long seed, params ReadOnlySpan<string> parts) => new(Hash(seed, parts));

    // FNV-1a over the seed's 8 bytes (little endian), then each part's UTF-8 bytes and one 0xFF, which UTF-8 never
    // contains, so that ("ab","c") and ("a","bc") differ.
    public static ulong Hash(long seed, params ReadOnlySpan<string> parts)
    {
        var hash = 14695981039346656037UL;
        for (var shift = 0; shift < 64; shift += 8) hash = Mix(hash, (byte)((seed >> shift) & 0xFF));
        foreach (var part in parts)
        {
            foreach (var value in Encoding.UTF8.GetBytes(part)) hash = Mix(hash, value);
            hash = Mix(hash, 0xFF);
        }

        return hash;
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    // In [0, bound), without the bias of a bare remainder.
    public int NextInt(int bound)
    {
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)bound);
        ulong value;
        do
        {
            value = NextUInt64();
        }
        while (value >= limit);
        return (int)(value % (ulong)bound);
    }

    // In [0, 1), 53 bits.
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    // Box and Muller (1958), the cosine half; 1 - u keeps the logarithm finite.
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    // Fisher and Yates.
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Mix(ulong hash, byte value) => unchecked((hash ^ value) * 1099511628211UL);
}
