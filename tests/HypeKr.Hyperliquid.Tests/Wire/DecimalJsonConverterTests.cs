using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

public sealed class DecimalJsonConverterTests
{
    [Theory]
    [InlineData("\"100.0\"", "100")]
    [InlineData("\"170043721737.450012207\"", "170043721737.450012207")]
    [InlineData("\"-0.5\"", "-0.5")]
    [InlineData("\"\\u0031.5\"", "1.5")]
    [InlineData("0.36387129", "0.36387129")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("\"-0.0\"", "0")]
    [InlineData("\"0001.50\"", "1.5")]
    [InlineData("\"1234567890123456789\"", "1234567890123456789")]
    [InlineData("\"99999999999999999999\"", "99999999999999999999")]
    [InlineData("\"12345678901234567890.5\"", "12345678901234567890.5")]
    [InlineData("\"79228162514264337593543950335\"", "79228162514264337593543950335")]
    [InlineData("100", "100")]
    [InlineData("0e-400", "0")]
    [InlineData("\"0.00000000000000000000000000000000\"", "0")]
    [InlineData("\"0.00000000000000000000000000016\"", "0.0000000000000000000000000002")]
    public void Text_and_numbers_are_read(string json, string expected)
    {
        Assert.Equal(expected, WireDecimal.ToText(Read(Encoding.UTF8.GetBytes(json))));

        // The same in two pieces, as a socket may deliver it.
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(Split(bytes, bytes.Length / 2));
        reader.Read();
        Assert.Equal(expected, WireDecimal.ToText(DecimalJsonConverter.Read(ref reader)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"1e400\"")]
    [InlineData("1e-400")]
    [InlineData("\"1e-29\"")]
    [InlineData("\"0.00000000000000000000000000000001\"")]
    [InlineData("\"-\"")]
    [InlineData("\".\"")]
    [InlineData("\"--1\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"79228162514264337593543950336\"")]
    [InlineData("{}")]
    public void Anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => Read(Encoding.UTF8.GetBytes(json)));

    /// <summary>The way for plain numbers gives what the general way gives, to the last zero.</summary>
    [Property(MaxTest = 500)]
    public bool Plain_numbers_are_read_as_the_framework_reads_them(long digits, byte scale, byte zeros)
    {
        var value = new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)) & int.MaxValue, 0, digits < 0, (byte)(scale % 20));
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (text.Contains('.', StringComparison.Ordinal)) text += new string('0', zeros % 6);
        var expected = decimal.Parse(text, CultureInfo.InvariantCulture);
        var read = Read(Encoding.UTF8.GetBytes($"\"{text}\""));
        return read == expected && read.Scale == expected.Scale;
    }

    [Fact]
    public void A_price_reads_and_writes_text()
    {
        Assert.Equal("\"0.5\"", JsonSerializer.Serialize(new Price(0.50m)));
        Assert.Equal(new Price(0.5m), JsonSerializer.Deserialize<Price>("\"0.50\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Price>("\"-1\""));
        Assert.Equal(new OrderSize(3), JsonSerializer.Deserialize<OrderSize>("3"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OrderSize>("\"0.000000001\""));
    }

    private static decimal Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return DecimalJsonConverter.Read(ref reader);
    }

    private static ReadOnlySequence<byte> Split(byte[] bytes, int at)
    {
        var first = new Segment(bytes.AsMemory(0, at), null);
        var second = new Segment(bytes.AsMemory(at), first);
        return new(first, 0, second, bytes.Length - at);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null) return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
