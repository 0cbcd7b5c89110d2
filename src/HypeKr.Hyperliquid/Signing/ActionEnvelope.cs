using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All that is signed with an action.</summary>
internal readonly record struct ActionEnvelope(ActionContext Context, EthereumAddress? VaultAddress, long? ExpiresAfter)
{
    /// <summary>The body of a request: the one thing that a signed action costs on the heap.</summary>
    public byte[] ToBody(ExchangeAction action, RecoverableSignature signature)
    {
        var json = JsonWireWriter.Rent();
        try
        {
            WriteBody(ref json, action, signature);
            return json.Written.ToArray();
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>Writes <c>action, signature, nonce</c>, and <c>vaultAddress</c> and <c>expiresAfter</c> where they are set.</summary>
    public void WriteBody(ref JsonWireWriter json, ExchangeAction action, RecoverableSignature signature)
    {
        json.BeginMap(5);
        json.Name("action"u8);
        action.Write(ref json, Context);
        json.Name("signature"u8);
        json.Signature(signature, trimmed: false);
        json.Name("nonce"u8);
        json.Integer(Context.Nonce);
        if (VaultAddress is { } vault)
        {
            json.Name("vaultAddress"u8);
            json.Address(vault);
        }

        if (ExpiresAfter is { } expiry)
        {
            json.Name("expiresAfter"u8);
            json.Integer(expiry);
        }

        json.EndMap();
    }
}
