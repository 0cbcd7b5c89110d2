using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class QuotedTests
{
    private static readonly string Key = Keccak256.Hash(Encoding.UTF8.GetBytes("quoted")).ToString()[2..];

    [Fact]
    public void Long_hex_is_not_shown_wherever_it_stands()
    {
        Assert.Equal("'(hex of 64 digits)'", Quoted.Text(Key));
        Assert.Equal("'(hex of 64 digits)'", Quoted.Text("0X" + Key.ToUpperInvariant()));
        Assert.Equal("'(hex of 40 digits)/USDC'", Quoted.Text("0x" + Key[..40] + "/USDC"));
        Assert.DoesNotContain(Key[..8], Quoted.Text(new string('x', 40) + Key));
        Assert.Equal($"'{Key[..39]}'", Quoted.Text(Key.AsSpan(0, 39)));
    }

    [Fact]
    public async Task An_address_or_key_given_as_something_else_stays_out_of_messages()
    {
        using var venue = new TestVenue();
        var address = TestVenue.UserAddress.ToLowerHex()[2..];
        foreach (var coin in (string[])[address, "0x" + address, Key, "0x" + Key])
        {
            var exception = await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync(coin));
            Hides(exception, coin);
            Assert.Equal(coin, exception.Coin);
        }

        Hides(Assert.Throws<UnknownCoinException>(() => AssetUniverse.Create(new AssetSources()).Get(address)), address);
        Hides(Assert.Throws<InvalidOrderException>(() => Cloid.Parse("0x" + Key)), Key);
        Hides(Assert.Throws<InvalidOrderException>(() => Price.Parse(Key)), Key);
        Hides(Assert.Throws<InvalidOrderException>(() => OrderSize.Parse("0x" + address)), address);
    }

    private static void Hides(Exception exception, string secret)
    {
        Assert.DoesNotContain(secret[^16..], exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("(hex of ", exception.Message);
    }
}
