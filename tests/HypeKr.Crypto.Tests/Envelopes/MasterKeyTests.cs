using System.Buffers.Text;

namespace HypeKr.Crypto.Tests;

public sealed class MasterKeyTests
{
    [Fact]
    public void A_generated_master_is_what_its_text_says()
    {
        var text = new char[MasterKey.TextLength];
        using var master = MasterKey.Generate(text);
        using var again = MasterKey.FromBase64Url(text);
        using var padded = MasterKey.FromBase64Url([.. text, '=']);
        using var bytes = MasterKey.FromBytes(Base64Url.DecodeFromChars(text));
        Assert.Equal(master.Id, again.Id);
        Assert.Equal(master.Id, padded.Id);
        Assert.Equal(master.Id, bytes.Id);

        var otherText = new char[MasterKey.TextLength + 5];
        using var other = MasterKey.Generate(otherText);
        Assert.NotEqual(master.Id, other.Id);
        Assert.Throws<ArgumentException>(() => MasterKey.Generate(new char[MasterKey.TextLength - 1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a11bb276b271e1a70472ab2fb55bb243a11bb276b271e1a70472ab2fb55bb243")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS4 ")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS4\n")]
    [InlineData(" n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS4")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS5")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHTSS4==")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHT+S4")]
    [InlineData("n4BJYYrCDvkLkHz2enzFSi7vdhABoQ2pw6jNcEHT/S4")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__________________________________________8")]
    [InlineData("changemechangemechangemechangemechangemecha")]
    [InlineData("your-master-key-goes-right-here-0123456789A")]
    public void Text_that_is_no_master_is_refused(string text)
    {
        var error = Assert.Throws<InvalidMasterKeyException>(() => MasterKey.FromBase64Url(text));
        if (text.Length > 8) Assert.DoesNotContain(text[..8], error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Bytes_that_are_no_master_are_refused()
    {
        foreach (var length in (int[])[0, 1, 16, 31, 33, 64]) Assert.Throws<InvalidMasterKeyException>(() => MasterKey.FromBytes(new byte[length]));
        for (var value = 0; value < 256; value++) Assert.Throws<InvalidMasterKeyException>(() => MasterKey.FromBytes(Enumerable.Repeat((byte)value, 32).ToArray()));
    }

    [Fact]
    public void A_disposed_master_keeps_its_id_and_derives_nothing()
    {
        var master = TestMasters.Master("gone");
        var id = master.Id;
        master.Dispose();
        master.Dispose();
        Assert.Equal(id, master.Id);
        Assert.Throws<ObjectDisposedException>(() => master.DeriveKey("kid"u8, new byte[16]));
    }

    [Fact]
    public void Key_ids_read_what_they_write()
    {
        var id = TestMasters.Master("a").Id;
        Assert.Equal(id, KeyId.Parse(id.ToString()));
        Assert.Equal(id, KeyId.Parse(id.ToString().ToUpperInvariant()));
        Assert.True(id == KeyId.Parse(id.ToString()) && id != default && id.Equals((object)id));
        Assert.Equal(32, id.ToString().Length);
        foreach (var text in (string[])["", id + "0", id.ToString()[1..], "0x" + id, " " + id, id.ToString()[..^1] + "g"])
        {
            Assert.False(KeyId.TryParse(text, out _));
            Assert.Throws<FormatException>(() => KeyId.Parse(text));
        }

        Assert.Throws<ArgumentException>(() => new KeyId(new byte[15]));
        Assert.Throws<ArgumentException>(() => id.CopyTo(new byte[15]));
    }
}
