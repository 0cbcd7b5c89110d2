using FsCheck.Xunit;
using Org.BouncyCastle.Crypto.Digests;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 300)]
public sealed class Keccak256Tests
{
    [Property]
    public bool Every_message_hashes_as_another_implementation_says(Message message)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(message.Bytes, 0, message.Bytes.Length);
        var expected = new byte[32];
        digest.DoFinal(expected, 0);
        return Keccak256.Hash(message.Bytes) == new Hash32(expected);
    }

    [Property]
    public bool A_hash_may_overwrite_its_message(Word word)
    {
        var buffer = word.Bytes.ToArray();
        Keccak256.Hash(buffer, buffer);
        return Keccak256.Hash(word.Bytes) == new Hash32(buffer);
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var data = new byte[1000];
        var destination = new byte[Keccak256.HashSize];
        Keccak256.Hash(data, destination);
        var last = Keccak256.Hash(data);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Keccak256.Hash(data, destination);
            last = Keccak256.Hash(data);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(last, new Hash32(destination));
    }

    [Fact]
    public void A_destination_takes_32_bytes_and_is_left_alone_behind_them()
    {
        var destination = Enumerable.Repeat((byte)7, 40).ToArray();
        Keccak256.Hash([], destination);
        Assert.Equal(Keccak256.Hash([]), new Hash32(destination.AsSpan(0, 32)));
        Assert.All(destination[32..], b => Assert.Equal(7, b));
        Assert.Throws<ArgumentException>(() => Keccak256.Hash([], new byte[31]));
    }
}
