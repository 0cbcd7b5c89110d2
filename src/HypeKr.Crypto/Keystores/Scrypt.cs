using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>scrypt, RFC 7914, without its bound on n for r = 1, which some keystores break.</summary>
/// <remarks>128·n·r bytes of memory, wiped at the end; 4·n·r·p calls of Salsa20/8.</remarks>
internal static class Scrypt
{
    private const int BlockSize = 64;
    private const int BlockVectors = 4;

    // Where the words of a block go: with its diagonals as vectors, Salsa20/8 needs no gather.
    private static ReadOnlySpan<byte> Diagonals => [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11];

    /// <summary>Fills <paramref name="destination"/>. n is a power of two; the caller bounds n, r and p.</summary>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> destination)
    {
        var mixed = new byte[p * 2 * r * BlockSize];
        var block = new Vector128<uint>[2 * r * BlockVectors];
        var scratch = new Vector128<uint>[block.Length];
        var table = GC.AllocateUninitializedArray<Vector128<uint>>(n * block.Length);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, mixed, 1, HashAlgorithmName.SHA256);
            for (var part = 0; part < p; part++) Mix(mixed.AsSpan(part * 2 * r * BlockSize, 2 * r * BlockSize), n, block, scratch, table);
            Rfc2898DeriveBytes.Pbkdf2(password, mixed, destination, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mixed);
            Wipe(block);
            Wipe(scratch);
            Wipe(table);
        }
    }

    /// <summary>scryptROMix, RFC 7914 section 5.</summary>
    private static void Mix(Span<byte> bytes, int n, Span<Vector128<uint>> block, Span<Vector128<uint>> scratch, Span<Vector128<uint>> table)
    {
        Load(bytes, block);
        for (var i = 0; i < n; i++)
        {
            block.CopyTo(table[(i * block.Length)..]);
            MixBlocks(block, scratch);
        }

        for (var i = 0; i < n; i++)
        {
            var j = (int)(block[^BlockVectors].ToScalar() & (uint)(n - 1));
            var row = table.Slice(j * block.Length, block.Length);
            for (var v = 0; v < block.Length; v++) block[v] ^= row[v];
            MixBlocks(block, scratch);
        }

        Store(block, bytes);
    }

    /// <summary>scryptBlockMix, RFC 7914 section 4: even blocks to the front, odd ones to the back.</summary>
    private static void MixBlocks(Span<Vector128<uint>> block, Span<Vector128<uint>> scratch)
    {
        var (a, b, c, d) = (block[^4], block[^3], block[^2], block[^1]);
        var half = block.Length / 2;
        for (var i = 0; i < block.Length; i += BlockVectors)
        {
            a ^= block[i];
            b ^= block[i + 1];
            c ^= block[i + 2];
            d ^= block[i + 3];
            Salsa20Over8(ref a, ref b, ref c, ref d);
            var place = ((i & BlockVectors) == 0 ? 0 : half - (BlockVectors / 2)) + (i / 2);
            scratch[place] = a;
            scratch[place + 1] = b;
            scratch[place + 2] = c;
            scratch[place + 3] = d;
        }

        scratch.CopyTo(block);
    }

    /// <summary>RFC 7914 section 3, on diagonals: a = words 0 5 10 15, b = 4 9 14 3, c = 8 13 2 7, d = 12 1 6 11.</summary>
    private static void Salsa20Over8(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        var (w, x, y, z) = (a, b, c, d);
        for (var round = 0; round < 8; round += 2)
        {
            x ^= RotateLeft(w + z, 7);
            y ^= RotateLeft(x + w, 9);
            z ^= RotateLeft(y + x, 13);
            w ^= RotateLeft(z + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(3u, 0, 1, 2));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(1u, 2, 3, 0));

            z ^= RotateLeft(w + x, 7);
            y ^= RotateLeft(z + w, 9);
            x ^= RotateLeft(y + z, 13);
            w ^= RotateLeft(x + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(1u, 2, 3, 0));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(3u, 0, 1, 2));
        }

        (a, b, c, d) = (a + w, b + x, c + y, d + z);
    }

    private static Vector128<uint> RotateLeft(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static void Load(ReadOnlySpan<byte> bytes, Span<Vector128<uint>> block)
    {
        var words = MemoryMarshal.Cast<Vector128<uint>, uint>(block);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[WordAt(i)..]);
        }
    }

    private static void Store(ReadOnlySpan<Vector128<uint>> block, Span<byte> bytes)
    {
        var words = MemoryMarshal.Cast<Vector128<uint>, uint>(block);
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[WordAt(i)..], words[i]);
        }
    }

    private static int WordAt(int index) => ((index & ~15) + Diagonals[index & 15]) * sizeof(uint);

    private static void Wipe(Span<Vector128<uint>> vectors) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(vectors));
}
