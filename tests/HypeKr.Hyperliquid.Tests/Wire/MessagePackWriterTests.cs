using System.Text;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

public sealed class MessagePackWriterTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(4294967295, "ceffffffff")]
    [InlineData(4294967296, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0df")]
    [InlineData(-128, "d080")]
    [InlineData(-129, "d1ff7f")]
    [InlineData(-32768, "d18000")]
    [InlineData(-32769, "d2ffff7fff")]
    [InlineData(int.MinValue, "d280000000")]
    [InlineData(int.MinValue - 1L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void Integers_take_the_smallest_form(long value, string expected) => Assert.Equal(expected, Written((ref MessagePackWriter w) => w.Integer(value)));

    [Fact]
    public void The_largest_unsigned_integer_takes_eight_bytes() => Assert.Equal("cfffffffffffffffff", Written((ref MessagePackWriter w) => w.Integer(ulong.MaxValue)));

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void Text_takes_the_smallest_header(int length, string header)
    {
        var text = new string('x', length);
        var body = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
        Assert.Equal(header + body, Written((ref MessagePackWriter w) => w.Text(text)));
        Assert.Equal(header + body, Written((ref MessagePackWriter w) => w.Text(Encoding.ASCII.GetBytes(text))));
    }

    [Theory]
    [InlineData(0, "80", "90")]
    [InlineData(15, "8f", "9f")]
    [InlineData(16, "de0010", "dc0010")]
    [InlineData(65535, "deffff", "dcffff")]
    [InlineData(65536, "df00010000", "dd00010000")]
    public void Maps_and_arrays_take_the_smallest_header(int count, string map, string array)
    {
        Assert.Equal(map, Written((ref MessagePackWriter w) => w.BeginMap(count)));
        Assert.Equal(array, Written((ref MessagePackWriter w) => w.BeginArray(count)));
    }

    [Fact]
    public void Truth_values_and_nothing_are_one_byte() => Assert.Equal("c3c2c0", Written((ref MessagePackWriter w) =>
    {
        w.Boolean(true);
        w.Boolean(false);
        w.Null();
    }));

    /// <summary>A reader of its own, which takes the shortest form alone, gives the integer back.</summary>
    [Property(MaxTest = 2000)]
    public void Any_integer_round_trips(long value, byte shift)
    {
        var number = value >> (shift % 64);
        var bytes = Convert.FromHexString(Written((ref MessagePackWriter w) => w.Integer(number)));
        Assert.Equal(number, ReadShortest(bytes));
    }

    private static long ReadShortest(byte[] bytes)
    {
        if (bytes.Length == 1) return bytes[0] < 0x80 ? bytes[0] : bytes[0] >= 0xe0 ? unchecked((sbyte)bytes[0]) : throw new InvalidDataException();
        var width = bytes.Length - 1;
        Assert.Equal(1 << ((bytes[0] & 3)), width);
        var signed = bytes[0] >= 0xd0;
        UInt128 magnitude = 0;
        foreach (var b in bytes[1..]) magnitude = (magnitude << 8) | b;
        var modulus = UInt128.One << (8 * width);
        var value = signed && magnitude >= modulus / 2 ? (long)((Int128)magnitude - (Int128)modulus) : (long)magnitude;
        Assert.Equal(value < 0, signed);

        // Not expressible in half the bytes, nor in the header alone.
        var smaller = 8 * (width / 2);
        if (width == 1) Assert.True(value is > 127 or < -32);
        else Assert.True(signed ? value < -(1L << (smaller - 1)) : value >= 1L << smaller);
        return value;
    }

    private delegate void Write(ref MessagePackWriter writer);

    private static string Written(Write write)
    {
        var writer = MessagePackWriter.Rent();
        try
        {
            write(ref writer);
            return Convert.ToHexStringLower(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
