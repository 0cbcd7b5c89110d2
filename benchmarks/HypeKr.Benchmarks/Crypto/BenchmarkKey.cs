using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>The key and the digests that every side signs with; hyperliquid.mjs makes the same from the same labels.</summary>
internal static class BenchmarkKey
{
    private static readonly Hash32[] Digests = Chain();
    private static int _turn;

    public static Hash32 FirstDigest => Digests[0];

    /// <summary>The next digest: the branches of one computation would be known by heart after a few rounds.</summary>
    public static Hash32 NextDigest() => Digests[_turn = (_turn + 1) % Digests.Length];

    public static byte[] Bytes() => Keccak256.Hash("hypekr benchmark key"u8).ToArray();

    public static Secp256k1PrivateKey Create() => Secp256k1PrivateKey.FromBytes(Bytes());

    private static Hash32[] Chain()
    {
        var digests = new Hash32[64];
        digests[0] = Keccak256.Hash("hypekr benchmark digest"u8);
        for (var i = 1; i < digests.Length; i++) digests[i] = Keccak256.Hash(digests[i - 1].ToArray());
        return digests;
    }
}
