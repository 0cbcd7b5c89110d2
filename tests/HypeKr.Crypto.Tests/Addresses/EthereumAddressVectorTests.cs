using System.Globalization;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class EthereumAddressVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/addresses.json")]
    public void Texts_are_accepted_and_refused_as_the_reference_says() => VectorFile.Open("crypto/addresses.json").Run(output, ("vectors", Check));

    private static void Check(JsonElement record)
    {
        var text = record.Text("text");
        var valid = record.Text("expect") switch { "valid" => true, "invalid" => false, var other => throw new InvalidOperationException(other) };

        Assert.Equal(valid, EthereumAddress.TryParse(text, out var address));
        if (!valid)
        {
            var error = Assert.Throws<InvalidAddressException>(() => EthereumAddress.Parse(text));
            if (text.Length > 2) Assert.DoesNotContain(text[2..], error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(default, address);
            return;
        }

        Assert.Equal(address, EthereumAddress.Parse(text));
        Assert.Equal(record.Text("address"), address.ToString());
        Assert.Equal(record.Text("address").ToLowerInvariant(), address.ToLowerHex());
        Assert.Equal(record.Text("fpText"), address.Fingerprint);
        Assert.Equal(record.Text("fpText"), string.Create(CultureInfo.InvariantCulture, $"{address:F}"));
    }
}
