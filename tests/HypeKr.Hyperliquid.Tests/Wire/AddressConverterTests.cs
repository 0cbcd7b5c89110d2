using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AddressConverterTests
{
    private static readonly EthereumAddress Address = TestVenue.AddressOf("converter");

    [Fact]
    public void Every_form_of_the_address_type_is_read()
    {
        var upper = "0x" + Address.ToLowerHex()[2..].ToUpperInvariant();

        Assert.All([Address.ToLowerHex(), Address.ToString(), upper, Address.ToLowerHex().Replace("a", "\\u0061", StringComparison.Ordinal)], text => Assert.Equal(Address, Read($"\"{text}\"")));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Null_and_empty_text_are_no_address(string json) => Assert.Null(Read(json));

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("\"0x\"")]
    [InlineData("\"Leader\"")]
    [InlineData("\"0x00000000000000000000000000000000000000g0\"")]
    [InlineData("\"0X0000000000000000000000000000000000000000\"")]
    [InlineData("\"000000000000000000000000000000000000000000\"")]
    [InlineData("\"0x000000000000000000000000000000000000000000\"")]
    public void Anything_else_is_refused_without_showing_it(string json)
    {
        var thrown = Assert.Throws<JsonException>(() => Read(json));

        Assert.DoesNotContain("0000000", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_that_is_wrong_is_refused()
    {
        var text = Address.ToString();
        var at = text.IndexOfAny([.. "abcdef"], 2);

        Assert.Throws<JsonException>(() => Read($"\"{text[..at]}{char.ToUpperInvariant(text[at])}{text[(at + 1)..]}\""));
    }

    [Fact]
    public void What_was_read_is_written_in_lower_case() =>
        Assert.Equal($$"""{"address":"{{Address.ToLowerHex()}}","name":null,"validUntil":null}""", JsonSerializer.Serialize(new NamedAgent { Address = Address }, HyperliquidJsonContext.Default.NamedAgent));

    private static EthereumAddress? Read(string json) => JsonSerializer.Deserialize($$"""{"address":{{json}}}""", HyperliquidJsonContext.Default.NamedAgent)!.Address;
}
