using System.Numerics;

namespace HypeKr.Crypto.Tests;

/// <summary>The edges that libsecp256k1's own recovery tests walk along, on both backends.</summary>
public sealed class RecoveryEdgeTests
{
    private static readonly BigInteger Order = new(Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"), isUnsigned: true, isBigEndian: true);
    private static readonly Hash32 Digest = Keccak256.Hash("an edge"u8);

    public static TheoryData<string> Backends => Secp256k1Backend.NativeRefusal is null ? ["Managed", "Native"] : ["Managed"];

    [Theory]
    [MemberData(nameof(Backends))]
    public void R_and_s_of_four_recover_under_both_ids_to_different_keys(string name)
    {
        var backend = Secp256k1Backend.Choose(name);
        Assert.True(Recovers(backend, 4, 4, odd: false, out var even));
        Assert.True(Recovers(backend, 4, 4, odd: true, out var odd));
        Assert.NotEqual(even, odd);

        // What is recovered is the signer by the textbook: another digest has another one.
        Assert.True(backend.TryRecover(Keccak256.Hash("another edge"u8), Bytes(4), Bytes(4), false, out var other));
        Assert.NotEqual(even, other);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void R_and_s_out_of_range_are_refused(string name)
    {
        var backend = Secp256k1Backend.Choose(name);
        foreach (var odd in (bool[])[false, true])
        {
            // Order + 4 is the x of a point; with its id of 2 or 3 the library would recover from it.
            Assert.False(Recovers(backend, Order + 4, 4, odd, out _));
            Assert.False(Recovers(backend, 4, Order + 4, odd, out _));
            Assert.False(Recovers(backend, 0, 4, odd, out _));
            Assert.False(Recovers(backend, 4, 0, odd, out _));
            Assert.False(Recovers(backend, 0, 0, odd, out _));
            Assert.False(Recovers(backend, Order, 4, odd, out _));
            Assert.False(Recovers(backend, 4, Order, odd, out _));
            Assert.False(Recovers(backend, 4, Order - 4, odd, out _));
            Assert.False(Recovers(backend, 4, (Order / 2) + 1, odd, out _));
            Assert.True(Recovers(backend, 4, Order / 2, odd, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void An_r_that_is_no_x_is_refused(string name) => Assert.False(Recovers(Secp256k1Backend.Choose(name), 5, 4, odd: false, out _));

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_key_at_infinity_is_refused(string name)
    {
        // R = 2G and s = e / 2 give s R - e G, which is nothing. Of s and n - s one is low, and the id goes with it.
        var twice = new byte[64];
        Secp256k1Backend.Managed.PublicKey(Bytes(2), twice);
        var r = new BigInteger(twice.AsSpan(0, 32), isUnsigned: true, isBigEndian: true);
        var s = new BigInteger(Digest.ToArray(), isUnsigned: true, isBigEndian: true) * ((Order + 1) / 2) % Order;
        var odd = (twice[63] & 1) == 1;
        if (s > Order / 2) (s, odd) = (Order - s, !odd);

        Assert.False(Recovers(Secp256k1Backend.Choose(name), r, s, odd, out _));
        Assert.True(Recovers(Secp256k1Backend.Choose(name), r, s, !odd, out _));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_damaged_byte_never_recovers_to_the_signer(string name)
    {
        var backend = Secp256k1Backend.Choose(name);
        using var key = TestKeys.Open("damage");
        var bytes = key.SignWith(backend, Digest, []).ToBytes65();
        var random = new Random(4);
        for (var at = 0; at < bytes.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= (byte)random.Next(1, 256);
            Assert.False(RecoverableSignature.TryFromBytes(damaged, out var read) && read.TryRecover(backend, Digest, out var address) && address == key.Address);
        }
    }

    [Fact]
    public void A_nonce_that_does_not_fit_is_followed_by_another()
    {
        // The nonces of one key and digest are all different and all in range, however many are asked for.
        var state = new byte[Rfc6979Nonces.StateSize];
        var nonces = new Rfc6979Nonces(state, TestKeys.Bytes("nonces"), Digest.ToArray(), []);
        var seen = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            var nonce = new byte[32];
            nonces.Next(nonce);
            Assert.True(Secp256k1.IsScalar(nonce));
            Assert.True(seen.Add(Convert.ToHexString(nonce)));
        }
    }

    private static bool Recovers(Secp256k1Backend backend, BigInteger r, BigInteger s, bool odd, out EthereumAddress address) =>
        backend.TryRecover(Digest, Bytes(r), Bytes(s), odd, out address);

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
