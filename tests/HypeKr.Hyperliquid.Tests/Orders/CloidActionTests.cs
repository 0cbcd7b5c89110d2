using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

public sealed class CloidActionTests
{
    [Property]
    public void Text_round_trips(byte[] seed)
    {
        var bytes = new byte[Cloid.Size];
        for (var i = 0; i < seed.Length && i < bytes.Length; i++) bytes[i] = seed[i];
        var cloid = new Cloid(bytes);
        Assert.Equal("0x" + Convert.ToHexStringLower(bytes), cloid.ToString());
        Assert.Equal(cloid, Cloid.Parse(cloid.ToString()));
        Assert.Equal(cloid, Cloid.Parse("0X" + Convert.ToHexString(bytes)));
        Assert.Equal(cloid, JsonSerializer.Deserialize<Cloid>(JsonSerializer.Serialize(cloid)));
        var copy = new byte[Cloid.Size];
        cloid.CopyTo(copy);
        Assert.Equal(bytes, copy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x0000000000000000000000000000001")]
    [InlineData("0x000000000000000000000000000000001")]
    [InlineData("0x0000000000000000000000000000000g")]
    [InlineData("000x00000000000000000000000000000000")]
    [InlineData("0x０0000000000000000000000000000000")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Throws<InvalidOrderException>(() => Cloid.Parse(text));
        Assert.False(Cloid.TryParse(text, null, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Cloid>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Random_ids_differ()
    {
        Assert.NotEqual(Cloid.NewRandom(), Cloid.NewRandom());
        Assert.Throws<ArgumentException>(() => new Cloid(new byte[15]));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Cloid>("1"));
    }
}
