using System.Buffers.Binary;
using System.Numerics;

namespace HypeKr.Crypto;

/// <summary>Keccak-256 as Ethereum uses it: rate 136 bytes, padding byte 0x01. Not SHA3-256, whose padding byte is 0x06.</summary>
/// <remarks>Keccak reference 3.0 (Bertoni, Daemen, Peeters and Van Assche, 2011). No allocation; one permutation for every 136 bytes begun.</remarks>
public static class Keccak256
{
    /// <summary>The size of a hash in bytes.</summary>
    public const int HashSize = 32;

    private const int Rate = 136;
    private const int RateLanes = Rate / sizeof(ulong);
    private const int StateLanes = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Hashes <paramref name="data"/> into the first 32 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < HashSize) throw new ArgumentException("A Keccak-256 hash needs 32 bytes of room.", nameof(destination));

        Span<ulong> state = stackalloc ulong[StateLanes];
        state.Clear();
        for (; data.Length >= Rate; data = data[Rate..]) Absorb(state, data);

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);

        for (var lane = 0; lane < HashSize / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(lane * sizeof(ulong))..], state[lane]);
        }
    }

    /// <summary>The hash of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        Hash(data, hash);
        return new Hash32(hash);
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var lane = 0; lane < RateLanes; lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }

        Permute(state);
    }

    /// <summary>Keccak-f[1600]. Lane (x, y) is <c>a(x + 5y)</c>; it is unrolled so that the lanes are locals and not array elements.</summary>
    private static void Permute(Span<ulong> s)
    {
        unchecked
        {
            ulong a0 = s[0], a1 = s[1], a2 = s[2], a3 = s[3], a4 = s[4];
            ulong a5 = s[5], a6 = s[6], a7 = s[7], a8 = s[8], a9 = s[9];
            ulong a10 = s[10], a11 = s[11], a12 = s[12], a13 = s[13], a14 = s[14];
            ulong a15 = s[15], a16 = s[16], a17 = s[17], a18 = s[18], a19 = s[19];
            ulong a20 = s[20], a21 = s[21], a22 = s[22], a23 = s[23], a24 = s[24];

            foreach (var constant in RoundConstants)
            {
                var c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
                var c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
                var c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
                var c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
                var c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;

                var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
                var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
                var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
                var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
                var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

                // Rho, pi and chi, one row of five at a time.
                ulong b0, b1, b2, b3, b4;
                b0 = a0 ^ d0;
                b1 = BitOperations.RotateLeft(a6 ^ d1, 44);
                b2 = BitOperations.RotateLeft(a12 ^ d2, 43);
                b3 = BitOperations.RotateLeft(a18 ^ d3, 21);
                b4 = BitOperations.RotateLeft(a24 ^ d4, 14);
                var e0 = b0 ^ (~b1 & b2) ^ constant;
                var e1 = b1 ^ (~b2 & b3);
                var e2 = b2 ^ (~b3 & b4);
                var e3 = b3 ^ (~b4 & b0);
                var e4 = b4 ^ (~b0 & b1);

                b0 = BitOperations.RotateLeft(a3 ^ d3, 28);
                b1 = BitOperations.RotateLeft(a9 ^ d4, 20);
                b2 = BitOperations.RotateLeft(a10 ^ d0, 3);
                b3 = BitOperations.RotateLeft(a16 ^ d1, 45);
                b4 = BitOperations.RotateLeft(a22 ^ d2, 61);
                var e5 = b0 ^ (~b1 & b2);
                var e6 = b1 ^ (~b2 & b3);
                var e7 = b2 ^ (~b3 & b4);
                var e8 = b3 ^ (~b4 & b0);
                var e9 = b4 ^ (~b0 & b1);

                b0 = BitOperations.RotateLeft(a1 ^ d1, 1);
                b1 = BitOperations.RotateLeft(a7 ^ d2, 6);
                b2 = BitOperations.RotateLeft(a13 ^ d3, 25);
                b3 = BitOperations.RotateLeft(a19 ^ d4, 8);
                b4 = BitOperations.RotateLeft(a20 ^ d0, 18);
                var e10 = b0 ^ (~b1 & b2);
                var e11 = b1 ^ (~b2 & b3);
                var e12 = b2 ^ (~b3 & b4);
                var e13 = b3 ^ (~b4 & b0);
                var e14 = b4 ^ (~b0 & b1);

                b0 = BitOperations.RotateLeft(a4 ^ d4, 27);
                b1 = BitOperations.RotateLeft(a5 ^ d0, 36);
                b2 = BitOperations.RotateLeft(a11 ^ d1, 10);
                b3 = BitOperations.RotateLeft(a17 ^ d2, 15);
                b4 = BitOperations.RotateLeft(a23 ^ d3, 56);
                var e15 = b0 ^ (~b1 & b2);
                var e16 = b1 ^ (~b2 & b3);
                var e17 = b2 ^ (~b3 & b4);
                var e18 = b3 ^ (~b4 & b0);
                var e19 = b4 ^ (~b0 & b1);

                b0 = BitOperations.RotateLeft(a2 ^ d2, 62);
                b1 = BitOperations.RotateLeft(a8 ^ d3, 55);
                b2 = BitOperations.RotateLeft(a14 ^ d4, 39);
                b3 = BitOperations.RotateLeft(a15 ^ d0, 41);
                b4 = BitOperations.RotateLeft(a21 ^ d1, 2);
                var e20 = b0 ^ (~b1 & b2);
                var e21 = b1 ^ (~b2 & b3);
                var e22 = b2 ^ (~b3 & b4);
                var e23 = b3 ^ (~b4 & b0);
                var e24 = b4 ^ (~b0 & b1);

                a0 = e0; a1 = e1; a2 = e2; a3 = e3; a4 = e4;
                a5 = e5; a6 = e6; a7 = e7; a8 = e8; a9 = e9;
                a10 = e10; a11 = e11; a12 = e12; a13 = e13; a14 = e14;
                a15 = e15; a16 = e16; a17 = e17; a18 = e18; a19 = e19;
                a20 = e20; a21 = e21; a22 = e22; a23 = e23; a24 = e24;
            }

            s[0] = a0; s[1] = a1; s[2] = a2; s[3] = a3; s[4] = a4;
            s[5] = a5; s[6] = a6; s[7] = a7; s[8] = a8; s[9] = a9;
            s[10] = a10; s[11] = a11; s[12] = a12; s[13] = a13; s[14] = a14;
            s[15] = a15; s[16] = a16; s[17] = a17; s[18] = a18; s[19] = a19;
            s[20] = a20; s[21] = a21; s[22] = a22; s[23] = a23; s[24] = a24;
        }
    }
}
