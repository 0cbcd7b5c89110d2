using System.Globalization;
using System.Numerics;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Values that the venue's own SDKs assert in their tests.</summary>
[Trait("Category", "Vectors")]
public sealed class OfficialSdkVectorTests(ITestOutputHelper output)
{
    private const string Python = "hyperliquid/official-python-sdk.json";
    private const string Rust = "hyperliquid/official-rust-sdk.json";

    [VectorFact(Python)]
    public void Python_values_are_reproduced() => VectorFile.Open(Python).Run(output, Check);

    [VectorFact(Rust)]
    public void Rust_values_are_reproduced() => VectorFile.Open(Rust).Run(output, Check);

    private static void Check(JsonElement @case)
    {
        switch (@case.Text("kind"))
        {
            case "l1-hash":
                var (nonce, vault, expires) = @case.Envelope();
                foreach (var action in Actions(@case.GetProperty("action")))
                {
                    Assert.Equal(@case.GetProperty("expected").Hash("connectionId"), action.ComputeHash(nonce, vault, expires));
                }

                break;
            case "l1":
                L1(@case);
                break;
            case "userSigned":
                var typedData = Vectors.TypedDataOf(@case.Text("primaryType"), @case.GetProperty("types"), @case.GetProperty("message"), Vectors.Number(@case.Text("signatureChainId")));
                if (TypedOf(@case.Text("primaryType"), @case.GetProperty("message")) is { } typed)
                {
                    var chainId = (long)Vectors.Number(@case.Text("signatureChainId"));
                    var message = @case.GetProperty("message");

                    // The Rust tests sign a destination in mixed case; the characters are hashed, and the types write lower case.
                    var normalised = message.Optional("destination")?.GetString() is { } destination
                        ? JsonDocument.Parse(message.GetRawText().Replace(destination, destination.ToLowerInvariant(), StringComparison.Ordinal)).RootElement
                        : message;
                    var expected = Vectors.TypedDataOf(@case.Text("primaryType"), @case.GetProperty("types"), normalised, Vectors.Number(@case.Text("signatureChainId")));
                    Assert.Equal(expected.Hash, typed.ToTypedDataHash(@case.Network(), (message.Optional("time") ?? message.GetProperty("nonce")).GetInt64(), chainId));
                }

                using (var signer = @case.Signer())
                {
                    Vectors.AssertSignature(@case.GetProperty("expected"), signer.SignTypedDataAsync(typedData).AsTask().GetAwaiter().GetResult());
                }

                break;
            case "agent":
                using (var signer = @case.Signer())
                {
                    var hash = PhantomAgent.Hash(@case.Network().Chain, @case.Hash("connectionId"));
                    Vectors.AssertSignature(@case.GetProperty("expected"), signer.SignHashAsync(hash).AsTask().GetAwaiter().GetResult());
                }

                break;
            case "float_to_int_for_hashing":
                IntegerForHashing(@case);
                break;
            case "float_to_string_for_hashing":
                Assert.Equal(@case.Text("expected"), WireDecimal.ToText(WireDecimal.Parse(@case.Text("input"), "A number")));
                break;
            default:
                Assert.Fail($"Unknown kind {@case.Text("kind")}.");
                break;
        }
    }

    private static UserSignedAction? TypedOf(string primaryType, JsonElement message) => primaryType switch
    {
        "HyperliquidTransaction:UsdSend" => (UserSignedAction)TypedActions.Read("usdSend", message)!,
        "HyperliquidTransaction:Withdraw" => (UserSignedAction)TypedActions.Read("withdraw3", message)!,
        "HyperliquidTransaction:ApproveBuilderFee" => (UserSignedAction)TypedActions.Read("approveBuilderFee", message)!,
        _ => null,
    };

    /// <summary>
    /// The wire once carried decimals as integers of 10^-8. The rule that is left of it: what has at most eight fractional digits can be written,
    /// and is that integer when its point is dropped; anything else is refused.
    /// </summary>
    private static void IntegerForHashing(JsonElement @case)
    {
        var value = WireDecimal.Parse(@case.Text("input"), "A number");
        if (@case.Optional("expected") is not { } expected)
        {
            Assert.Throws<InvalidOrderException>(() => WireDecimal.Format(value, new byte[WireDecimal.MaxLength]));
            return;
        }

        Assert.True(WireDecimal.Fits(value));
        var parts = WireDecimal.ToText(value).Split('.');
        var digits = parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(WireDecimal.MaxFractionDigits, '0');
        Assert.Equal(BigInteger.Parse(expected.GetString()!, CultureInfo.InvariantCulture), BigInteger.Parse(digits, CultureInfo.InvariantCulture));
    }

    private static void L1(JsonElement @case)
    {
        var (nonce, vault, expires) = @case.Envelope();
        foreach (var action in Actions(@case.GetProperty("action")))
        {
            using var signer = @case.Signer();
            var signed = Vectors.SignAsync(action, Vectors.Envelope(@case.Network(), nonce, vault, expires), signer).GetAwaiter().GetResult();
            Vectors.AssertSignature(@case.GetProperty("expected"), signed.Signature);
        }
    }

    /// <summary>The raw action, and the typed one unless the source signs a text that the types normalise, as the Rust tests do with "2000.0".</summary>
    private static IEnumerable<L1Action> Actions(JsonElement json)
    {
        var raw = new RawAction(json);
        yield return raw;
        if (TypedActions.Read(json) is not L1Action typed) yield break;
        if (typed.ToJson() == raw.ToJson())
        {
            yield return typed;
        }
        else
        {
            var normalised = raw.ToJson().Replace(".0\"", "\"", StringComparison.Ordinal);
            Assert.Equal(normalised, typed.ToJson());
            Assert.Equal(RawAction.Parse(normalised).ToMessagePack(), typed.ToMessagePack());
        }
    }
}
