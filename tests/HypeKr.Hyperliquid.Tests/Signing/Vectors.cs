using System.Globalization;
using System.Numerics;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Reads the members that the vector files of this folder share.</summary>
internal static class Vectors
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static byte[] Bytes(this JsonElement json, string name)
    {
        var text = json.Text(name);
        return Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);
    }

    public static Hash32 Hash(this JsonElement json, string name) => Hash32.Parse(json.Text(name));

    public static JsonElement? Optional(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static HyperliquidNetwork Network(this JsonElement @case) => @case.GetProperty("isTestnet").GetBoolean() ? HyperliquidNetwork.Testnet : HyperliquidNetwork.Mainnet;

    public static (long Nonce, EthereumAddress? Vault, long? Expires) Envelope(this JsonElement @case) =>
        (@case.GetProperty("nonce").GetInt64(),
            @case.Optional("vaultAddress") is { } vault ? EthereumAddress.Parse(vault.GetString()!) : null,
            @case.Optional("expiresAfter")?.GetInt64());

    public static ActionEnvelope Envelope(HyperliquidNetwork network, long nonce, EthereumAddress? vault = null, long? expires = null, long? chainId = null) =>
        new(ActionContext.For(network, nonce, chainId), vault, expires);

    public static async Task<SignedAction> SignAsync(ExchangeAction action, ActionEnvelope envelope, ITypedDataSigner signer) =>
        new(action, envelope, await ActionSigner.SignAsync(action, envelope, signer, signer.Address, default));

    public static PrivateKeySigner Signer(this JsonElement @case) => new(Secp256k1PrivateKey.FromHex(@case.Text("privateKey")));

    /// <summary>The signature of a request body.</summary>
    public static RecoverableSignature SignatureOf(JsonElement body) => Signature(body.GetProperty("signature"));

    /// <summary>A signature as the wire has it, with or without leading zeros.</summary>
    public static RecoverableSignature Signature(JsonElement json)
    {
        return RecoverableSignature.Create(Half(json.Text("r")), Half(json.Text("s")), json.GetProperty("v").GetInt32() - 27);

        static byte[] Half(string hex) => Convert.FromHexString(hex[2..].PadLeft(64, '0'));
    }

    /// <summary>Compares r and s as numbers, since some sources drop their leading zeros.</summary>
    public static void AssertSignature(JsonElement expected, RecoverableSignature actual)
    {
        Span<byte> half = stackalloc byte[32];
        actual.CopyR(half);
        Assert.Equal(Number(expected.Text("r")), new BigInteger(half, isUnsigned: true, isBigEndian: true));
        actual.CopyS(half);
        Assert.Equal(Number(expected.Text("s")), new BigInteger(half, isUnsigned: true, isBigEndian: true));
        Assert.Equal(expected.GetProperty("v").GetInt32(), actual.V);
    }

    /// <summary>The typed data of a case that gives types, message and chain id apart.</summary>
    public static TypedData TypedDataOf(string primaryType, JsonElement types, JsonElement message, BigInteger chainId)
    {
        var json = $$"""
            {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],{{types.GetRawText().Trim()[1..]}},
             "primaryType":{{JsonSerializer.Serialize(primaryType)}},
             "domain":{"name":"HyperliquidSignTransaction","version":"1","chainId":{{chainId.ToString(CultureInfo.InvariantCulture)}},"verifyingContract":"0x0000000000000000000000000000000000000000"},
             "message":{{message.GetRawText()}}}
            """;
        return TypedData.Parse(json);
    }

    /// <summary>A raw user-signed action with the types of a case and the values of its action.</summary>
    public static RawUserSignedAction RawUserSigned(JsonElement action, string primaryType, JsonElement types)
    {
        var fields = types.GetProperty(primaryType).EnumerateArray()
            .Select(field => new TypedDataField(field.Text("name"), field.Text("type")))
            .Where(field => field.Name is not ("hyperliquidChain" or "payloadMultiSigUser" or "outerSigner"));
        var values = action.EnumerateObject()
            .Where(member => member.Name is not ("hyperliquidChain" or "signatureChainId" or "nonce" or "time"))
            .Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}");
        return RawUserSignedAction.Parse(primaryType["HyperliquidTransaction:".Length..], fields, "{" + string.Join(',', values) + "}");
    }

    public static BigInteger Number(string hex) => BigInteger.Parse("0" + hex[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
