using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class Hash32Tests
{
    [Property]
    public void Bytes_and_text_round_trip(Word word)
    {
        var hash = word.Hash;
        Assert.Equal(word.Bytes, hash.ToArray());
        Assert.Equal("0x" + Convert.ToHexStringLower(word.Bytes), hash.ToString());
        Assert.Equal(hash, Hash32.Parse(hash.ToString()));
        Assert.Equal(hash, Hash32.Parse("0x" + Convert.ToHexString(word.Bytes)));
        Assert.True(hash == new Hash32(word.Bytes) && hash.GetHashCode() == new Hash32(word.Bytes).GetHashCode());
    }

    [Property]
    public bool Any_changed_byte_makes_another_hash(Word word, byte position, byte change)
    {
        var changed = word.Bytes.ToArray();
        changed[position % 32] ^= (byte)(change | 1);
        return new Hash32(changed) != word.Hash && !new Hash32(changed).Equals((object)word.Hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0X0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData(" 0x0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000\u0661\u0661")]
    public void Other_text_is_refused(string text)
    {
        Assert.False(Hash32.TryParse(text, out var hash));
        Assert.Equal(default, hash);
        Assert.Throws<InvalidHashException>(() => Hash32.Parse(text));
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Hash32(new byte[31]));
        Assert.Throws<ArgumentException>(() => new Hash32(new byte[33]));
        Assert.Throws<ArgumentException>(() => default(Hash32).CopyTo(new byte[31]));
        Assert.Equal(new byte[32], default(Hash32).ToArray());
    }
}
