using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;

namespace HypeKr.Crypto.Tests;

/// <summary>A planted key is looked for, in every spelling, wherever text comes out.</summary>
public sealed class SecrecyTests
{
    private static readonly byte[] Sentinel = TestKeys.Bytes("sentinel");

    [Fact]
    public void Text_and_debugger_show_the_fingerprint_only()
    {
        using var key = Secp256k1PrivateKey.FromBytes(Sentinel);
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Sentinel));
        foreach (var holder in (object[])[key, signer])
        {
            Assert.Equal($"{holder.GetType().Name} {key.Address.Fingerprint}", holder.ToString());
            Assert.Equal("{ToString(),nq}", holder.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
            AssertClean(holder.ToString()!);
            AssertClean(string.Create(CultureInfo.InvariantCulture, $"{holder}"));
            Assert.DoesNotContain(key.Address.ToLowerHex(), holder.ToString()!, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Json_refuses_a_key_both_ways()
    {
        using var key = Secp256k1PrivateKey.FromBytes(Sentinel);
        AssertClean(Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(key)).ToString());
        AssertClean(Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new { Wallet = key })).ToString());
        AssertClean(Assert.Throws<NotSupportedException>(
            () => JsonSerializer.Deserialize<Secp256k1PrivateKey>($"\"{Convert.ToHexStringLower(Sentinel)}\"")).ToString());

        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Sentinel));
        AssertClean(JsonSerializer.Serialize(signer));
    }

    [Fact]
    public void Exceptions_do_not_repeat_a_refused_key()
    {
        var hex = Convert.ToHexStringLower(Sentinel);
        Exception[] errors =
        [
            Record.Exception(() => Secp256k1PrivateKey.FromBytes([.. Sentinel, 1])),
            Record.Exception(() => Secp256k1PrivateKey.FromBytes(Sentinel.AsSpan(1))),
            Record.Exception(() => Secp256k1PrivateKey.FromHex(hex + " ")),
            Record.Exception(() => Secp256k1PrivateKey.FromHex("0x" + hex + "00")),
            Record.Exception(() => Secp256k1PrivateKey.FromHex(hex.AsSpan()[1..])),
            Record.Exception(() => Secp256k1PrivateKey.FromHex("0X" + hex)),
            Record.Exception(() => EthereumAddress.Parse("0x" + hex)),
            Record.Exception(() => Hash32.Parse(hex)),
            Record.Exception(() => TypedData.Parse(hex)),
            Record.Exception(() => TypedData.Parse($$$"""{"types":{"0x{{{hex}}}":[]},"primaryType":"0x{{{hex}}}","domain":{},"message":{}}""")),
            Record.Exception(() => TypedData.Parse($$$"""{"types":{"A":[]},"primaryType":"_{{{hex}}}","domain":{},"message":{"{{{hex}}}":1}}""")),
            Record.Exception(() => TypedData.Parse($$$"""{"types":{"A":[]},"primaryType":"A","domain":{},"message":{"_{{{hex}}}":1}}""")),
            Record.Exception(() => TypedData.Parse($$$"""{"types":{"A":[{"name":"v","type":"address"}]},"primaryType":"A","domain":{},"message":{"v":"0x{{{hex}}}"}}""")),
            Record.Exception(() => TypedData.Parse($$$"""{"types":{"A":[{"name":"v","type":"uint8"}]},"primaryType":"A","domain":{},"message":{"v":"0x{{{hex}}}"}}""")),
        ];
        Assert.All(errors, error =>
        {
            Assert.IsAssignableFrom<HypeKrCryptoException>(error);
            AssertClean(error.ToString());
        });
    }

    [Fact]
    public void A_signature_with_a_disposed_key_names_no_key()
    {
        var key = Secp256k1PrivateKey.FromBytes(Sentinel);
        key.Dispose();
        AssertClean(Assert.Throws<ObjectDisposedException>(() => key.Sign(default)).ToString());
    }

    [Fact]
    public void No_public_member_of_a_key_or_signer_gives_the_key_away()
    {
        using var key = Secp256k1PrivateKey.FromBytes(Sentinel);
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Sentinel));
        foreach (var holder in (object[])[key, signer])
        {
            foreach (var property in holder.GetType().GetProperties()) AssertClean(Print(property.GetValue(holder)));
            Assert.Empty(holder.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance));
            Assert.DoesNotContain(holder.GetType().GetMethods(), method => method.ReturnType == typeof(byte[]));
        }
    }

    [Fact]
    public void An_address_with_a_wrong_checksum_is_named_by_its_fingerprint()
    {
        var address = TestKeys.Open("mistyped").Address;
        var letters = address.ToString()[2..].ToCharArray();
        var at = Array.FindIndex(letters, char.IsAsciiLetterUpper);
        letters[at] = char.ToLowerInvariant(letters[at]);
        var error = Assert.Throws<InvalidAddressException>(() => EthereumAddress.Parse("0x" + new string(letters)));
        Assert.Contains(address.Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(address.ToLowerHex()[2..], error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static string Print(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IEnumerable items and not string => string.Join(' ', items.Cast<object?>().Select(Print)),
        _ => value?.ToString() ?? "",
    };

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(Convert.ToHexStringLower(Sentinel)[1..^1], text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Sentinel)[..^2], text, StringComparison.Ordinal);
        Assert.DoesNotContain(new BigInteger(Sentinel, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.DoesNotContain(string.Join(',', Sentinel), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
