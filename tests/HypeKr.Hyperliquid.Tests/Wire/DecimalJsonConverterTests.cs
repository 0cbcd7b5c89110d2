using System.Buffers;
using System.Text;
using System.Text.Json;

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
    [InlineData("100", "100")]
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
    [InlineData("{}")]
    public void Anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => Read(Encoding.UTF8.GetBytes(json)));

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
