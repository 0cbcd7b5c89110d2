namespace HypeKr.Crypto;

/// <summary>Four signatures that a library must make and recover from, byte for byte, before it gets a real key.</summary>
internal static class Secp256k1SelfTest
{
    /// <summary>The published RFC 6979 case of the message <c>test data</c>; key n - 1 with a digest above n; an r with two leading zero bytes; additional data.</summary>
    internal static readonly Case[] Cases =
    [
        new(
            "fee0a1f7afebf9d2a5a80c0c98a31c709681cce195cbcd06342b517970c0be1e",
            "916f0027a575074ce72a331777c3478d6513f786a591bd892da1a577bf2335f9",
            "",
            "5eee711af131ccce598836f0d900fa4ad8e1a5f1f57813eca560970a4b12aab2214b6a06bad4e6648342a3a6d044d9e3b29d40432fd76d5a5a4c4eecfd616c69",
            1,
            "ac242d242d23be966085a2b2b893d989f824e06c9ad0395a8a52f055ba39abb24836ab292c105a711ed10fcfd30999c31ff7c02456147747e03e739ad527c380"),
        new(
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
            "",
            "eaa03e6c5cc815dd7cee2e11460df51a04bfd9b3169aa63f735c95dcf623c95d192bf170e5284efefdb0d8ce148759a48ada553bd929d3deda5451decfa5c70e",
            1,
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777"),
        new(
            "003db5dc0c2594878874391adeb3587155144b78e781a032510cd06e047bb29e",
            "f07d0a3ed6f2355683f120ced114a1f996bd2efe8f4d794577f2cc2259ee8e7e",
            "",
            "000064886684a3fe2f470cb339afb7adba6594d9b70df4e0ddda5a8c8bb391bc4702b0295e4841899c8864bd76fe212d81213789f685852cdb99a8b68badb56c",
            1,
            "94d407af2da0766eaeadcd89807fd283fa039c2400dc7e59a6020701027b10a05b255481125d15a90954b98fbc164b299f0c78773181673616c459c2d7ee109b"),
        new(
            "abf808601d43df07fccc3ed7c19c7e74b4262c654da095dcfeff2511ced70a5b",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364146",
            "16bffd44e4173dc2e447abd0e704cbf96937211bbcf07dca8b4b426febea9126",
            "33a6c653defc8d758417a01da32bb49fc3c4154abddd8c05c8d91b7881ec982b265562d41d014720c26bbd76c12dc557aec578df7bb57ce34de5e00bc7021940",
            0,
            "f019e9ce2c12421c2d01889648b7235f61f3dcbf903893283415931dc1d2ac67bd4c6685a485a9499c22dd89831e0c3a3394f0348ab65b534275b5b5f477271f"),
    ];

    public static bool Passes(Secp256k1Backend backend)
    {
        try
        {
            return Array.TrueForAll(Cases, known => known.Holds(backend));
        }
        catch (Secp256k1BackendException)
        {
            return false;
        }
    }

    internal sealed record Case(string Key, string Digest, string Entropy, string Signature, int RecoveryId, string PublicKey)
    {
        public bool Holds(Secp256k1Backend backend)
        {
            var (key, digest, rs) = (Convert.FromHexString(Key), new Hash32(Convert.FromHexString(Digest)), Convert.FromHexString(Signature));
            var expected = new RecoverableSignature(new Hash32(rs.AsSpan(0, Secp256k1.ScalarSize)), new Hash32(rs.AsSpan(Secp256k1.ScalarSize)), RecoveryId == 1);
            Span<byte> made = stackalloc byte[Secp256k1.PublicKeySize];
            Span<byte> recovered = stackalloc byte[Secp256k1.PublicKeySize];
            ReadOnlySpan<byte> publicKey = Convert.FromHexString(PublicKey);
            backend.PublicKey(key, made);
            return made.SequenceEqual(publicKey)
                && backend.Sign(key, digest, Convert.FromHexString(Entropy)) == expected
                && backend.TryRecoverPublicKey(digest, rs.AsSpan(0, Secp256k1.ScalarSize), rs.AsSpan(Secp256k1.ScalarSize), RecoveryId == 1, recovered)
                && recovered.SequenceEqual(publicKey);
        }
    }
}
