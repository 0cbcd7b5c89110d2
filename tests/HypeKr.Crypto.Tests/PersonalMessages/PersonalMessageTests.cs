using System.Text;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class PersonalMessageTests
{
    [Property]
    public bool The_prefix_counts_bytes_in_decimal(Message message) =>
        PersonalMessage.HashBytes(message.Bytes)
        == Keccak256.Hash([.. Encoding.ASCII.GetBytes("\u0019Ethereum Signed Message:\n" + message.Bytes.Length.ToString("D", System.Globalization.CultureInfo.InvariantCulture)), .. message.Bytes]);

    [Fact]
    public void Text_that_looks_like_hex_is_text()
    {
        Assert.Equal(PersonalMessage.HashBytes("0x1234"u8), PersonalMessage.HashText("0x1234"));
        Assert.NotEqual(PersonalMessage.HashBytes([0x12, 0x34]), PersonalMessage.HashText("0x1234"));
    }

    [Fact]
    public void Text_that_utf8_cannot_express_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => PersonalMessage.HashText("a\ud800b"));
        Assert.Throws<ArgumentNullException>(() => PersonalMessage.HashText(null!));
    }
}
