namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class MsgpackWriterTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "cc80")]
    [InlineData(255UL, "ccff")]
    [InlineData(256UL, "cd0100")]
    [InlineData(65535UL, "cdffff")]
    [InlineData(65536UL, "ce00010000")]
    [InlineData(4294967295UL, "ceffffffff")]
    [InlineData(4294967296UL, "cf0000000100000000")]
    [InlineData(18446744073709551615UL, "cfffffffffffffffff")]
    public void Integers_take_their_shortest_form(ulong value, string hex) => Assert.Equal(hex, Hex(w => w.Unsigned(value)));

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void Text_is_headed_by_its_bytes(int length, string header) =>
        Assert.Equal(header + string.Concat(Enumerable.Repeat("61", length)), Hex(w => w.Text(new string('a', length))));

    [Fact]
    public void Text_counts_bytes_not_characters() => Assert.Equal("a3e282ac", Hex(w => w.Text("\u20ac")));

    [Theory]
    [InlineData(0, "80", "90")]
    [InlineData(15, "8f", "9f")]
    [InlineData(16, "de0010", "dc0010")]
    [InlineData(65535, "deffff", "dcffff")]
    [InlineData(65536, "df00010000", "dd00010000")]
    public void Maps_and_arrays_are_headed_by_their_count(int count, string map, string array)
    {
        Assert.Equal(map, Hex(w => w.Map(count)));
        Assert.Equal(array, Hex(w => w.Array(count)));
    }

    [Fact]
    public void Booleans() => Assert.Equal("c3c2", Hex(w => w.Bool(true).Bool(false)));

    private static string Hex(Action<MsgpackWriter> write)
    {
        var writer = new MsgpackWriter();
        write(writer);
        return Convert.ToHexStringLower(writer.Written);
    }
}
