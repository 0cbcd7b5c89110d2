using FsCheck;
using FsCheck.Fluent;

namespace HypeKr.Crypto.Tests;

/// <summary>Thirty-two bytes with runs of 0x00 and 0xFF, where carries, leading zeros and padding go wrong.</summary>
public readonly record struct Word(byte[] Bytes)
{
    public Hash32 Hash => new(Bytes);

    public override string ToString() => Convert.ToHexStringLower(Bytes);
}

/// <summary>A valid private key, from bytes like those of <see cref="Word"/>.</summary>
public readonly record struct KeyBytes(byte[] Bytes)
{
    public Secp256k1PrivateKey Open() => Secp256k1PrivateKey.FromBytes(Bytes);

    public override string ToString() => Convert.ToHexStringLower(Bytes);
}

/// <summary>Bytes of any length up to a few Keccak blocks.</summary>
public readonly record struct Message(byte[] Bytes)
{
    public override string ToString() => $"{Bytes.Length} bytes";
}

/// <summary>The generators of this project.</summary>
public static class Arbitraries
{
    public static Arbitrary<Word> Words() => Biased(32).Select(bytes => new Word(bytes)).ToArbitrary();

    public static Arbitrary<KeyBytes> Keys() =>
        Biased(32).Where(bytes => Secp256k1.IsScalar(bytes)).Select(bytes => new KeyBytes(bytes)).ToArbitrary();

    public static Arbitrary<Message> Messages() =>
        (from length in Gen.Choose(0, 600) from bytes in RandomBytes(length) select new Message(bytes)).ToArbitrary();

    public static Arbitrary<EthereumAddress> Addresses() => Biased(20).Select(bytes => new EthereumAddress(bytes)).ToArbitrary();

    private static Gen<byte[]> Biased(int length) => Gen.OneOf(RandomBytes(length), Runs(length), Gen.Choose(0, 40).Select(value => Small(length, value)));

    private static Gen<byte[]> RandomBytes(int length) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length);

    private static Gen<byte[]> Runs(int length) =>
        from bytes in RandomBytes(length)
        from start in Gen.Choose(0, length - 1)
        from count in Gen.Choose(1, length)
        from filler in Gen.Elements<byte>(0x00, 0xFF)
        select Fill(bytes, start, count, filler);

    private static byte[] Fill(byte[] bytes, int start, int count, byte filler)
    {
        var filled = bytes.ToArray();
        filled.AsSpan(start, Math.Min(count, bytes.Length - start)).Fill(filler);
        return filled;
    }

    private static byte[] Small(int length, int value)
    {
        var bytes = new byte[length];
        bytes[^1] = (byte)value;
        return bytes;
    }
}
