using System.Buffers.Binary;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Numbers that look random and depend on the seed and a label alone, so that one use does not disturb another.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, 2014).</remarks>
internal sealed class VenueRandom(long seed, string label)
{
    private ulong _state = unchecked((ulong)seed * 0x9e3779b97f4a7c15) ^ BinaryPrimitives.ReadUInt64BigEndian(Venue.Label($"random {label}"));

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 up to, and without, a bound.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>From 0 up to, and without, 1, with six decimals.</summary>
    public decimal Fraction() => Below(1_000_000) / 1_000_000m;

    public void Keep(StateArchive a) => _state = a.Unsigned(_state);
}
