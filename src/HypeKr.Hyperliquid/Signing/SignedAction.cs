using System.Buffers;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action with its signature and all that was signed with it: the body of a request to <c>/exchange</c>. Whoever holds it can send it.</summary>
public sealed class SignedAction
{
    /// <summary>An action that has been signed, here or elsewhere.</summary>
    /// <param name="action">The action.</param>
    /// <param name="nonce">The nonce that was signed.</param>
    /// <param name="signature">The signature over <see cref="ExchangeAction.ToTypedDataHash"/>.</param>
    /// <param name="vaultAddress">The vault or sub-account that was signed for, when it is not the account itself.</param>
    /// <param name="expiresAfter">The expiry that was signed, in Unix milliseconds.</param>
    public SignedAction(ExchangeAction action, long nonce, RecoverableSignature signature, EthereumAddress? vaultAddress = null, long? expiresAfter = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfNegative(nonce);
        if (expiresAfter is { } expiry) ArgumentOutOfRangeException.ThrowIfNegative(expiry, nameof(expiresAfter));
        Action = action;
        Nonce = nonce;
        Signature = signature;
        VaultAddress = vaultAddress;
        ExpiresAfter = expiresAfter;
    }

    /// <summary>The action.</summary>
    public ExchangeAction Action { get; }

    /// <summary>The nonce, usually Unix milliseconds.</summary>
    public long Nonce { get; }

    /// <summary>The signature over the phantom agent.</summary>
    public RecoverableSignature Signature { get; }

    /// <summary>The vault or sub-account acted for, when it is not the account itself.</summary>
    public EthereumAddress? VaultAddress { get; }

    /// <summary>Unix milliseconds after which the venue refuses the action, when it expires.</summary>
    public long? ExpiresAfter { get; }

    /// <summary>Writes the request body: <c>action, signature, nonce</c>, and <c>vaultAddress</c> and <c>expiresAfter</c> where they are set.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WritePropertyName("action"u8);
        Action.WriteTo(writer);

        Span<byte> half = stackalloc byte[Hash32.Size];
        writer.WriteStartObject("signature"u8);
        Signature.CopyR(half);
        WriteHex(writer, "r"u8, half);
        Signature.CopyS(half);
        WriteHex(writer, "s"u8, half);
        writer.WriteNumber("v"u8, Signature.V);
        writer.WriteEndObject();

        writer.WriteNumber("nonce"u8, Nonce);
        if (VaultAddress is { } vault)
        {
            Span<byte> address = stackalloc byte[EthereumAddress.Size];
            vault.CopyTo(address);
            WriteHex(writer, "vaultAddress"u8, address);
        }

        if (ExpiresAfter is { } expiry) writer.WriteNumber("expiresAfter"u8, expiry);
        writer.WriteEndObject();
    }

    /// <summary>The request body as text.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer)) WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteHex(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = stackalloc byte[2 + (2 * Hash32.Size)];
        text = text[..(2 + (2 * bytes.Length))];
        WireHex.Format(bytes, text);
        writer.WriteString(name, text);
    }
}
