using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action with its signature and all that was signed with it: the body of a request to <c>/exchange</c>. Whoever holds it can send it.</summary>
public sealed class SignedAction
{
    private readonly ActionEnvelope _envelope;

    /// <summary>An action that has been signed, here or elsewhere.</summary>
    /// <param name="action">The action.</param>
    /// <param name="network">The network that was signed for.</param>
    /// <param name="nonce">The nonce that was signed.</param>
    /// <param name="signature">The signature over <see cref="ExchangeAction.ToTypedDataHash"/>.</param>
    /// <param name="vaultAddress">The vault or sub-account that was signed for, when it is not the account itself.</param>
    /// <param name="expiresAfter">The expiry that was signed, in Unix milliseconds.</param>
    /// <param name="signatureChainId">The chain id that a user-signed action was signed with, when it is not the network's own.</param>
    public SignedAction(
        ExchangeAction action, HyperliquidNetwork network, long nonce, RecoverableSignature signature, EthereumAddress? vaultAddress = null, long? expiresAfter = null, long? signatureChainId = null)
        : this(action, new ActionEnvelope(ActionContext.For(network, nonce, signatureChainId), vaultAddress, expiresAfter), signature)
    {
    }

    internal SignedAction(ExchangeAction action, in ActionEnvelope envelope, RecoverableSignature signature)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (envelope.ExpiresAfter is { } expiresAfter) ArgumentOutOfRangeException.ThrowIfNegative(expiresAfter);
        (Action, _envelope, Signature) = (action, envelope, signature);
    }

    /// <summary>The action.</summary>
    public ExchangeAction Action { get; }

    /// <summary>The nonce, usually Unix milliseconds.</summary>
    public long Nonce => _envelope.Context.Nonce;

    /// <summary>The signature over the typed data of the action.</summary>
    public RecoverableSignature Signature { get; }

    /// <summary>The vault or sub-account acted for, when it is not the account itself.</summary>
    public EthereumAddress? VaultAddress => _envelope.VaultAddress;

    /// <summary>Unix milliseconds after which the venue refuses the action, when it expires.</summary>
    public long? ExpiresAfter => _envelope.ExpiresAfter;

    /// <summary>Writes the request body: <c>action, signature, nonce</c>, and <c>vaultAddress</c> and <c>expiresAfter</c> where they are set.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var json = JsonWireWriter.Rent();
        try
        {
            _envelope.WriteBody(ref json, Action, Signature);
            writer.WriteRawValue(json.Written, skipInputValidation: true);
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>The request body as text.</summary>
    public string ToJson()
    {
        var json = JsonWireWriter.Rent();
        try
        {
            _envelope.WriteBody(ref json, Action, Signature);
            return Encoding.UTF8.GetString(json.Written);
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>The request body as UTF-8.</summary>
    public byte[] ToUtf8Json() => _envelope.ToBody(Action, Signature);
}
