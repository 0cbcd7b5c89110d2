using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What the venue is asked to do, as an immutable value that can be inspected, checked by a policy, hashed, signed anywhere and sent.</summary>
/// <remarks>
/// There are three kinds: an <see cref="L1Action"/> is signed by the hash of its MessagePack form, a <see cref="UserSignedAction"/> member by member as EIP-712,
/// and a <see cref="MultisigAction"/> wraps either with the signatures of several. Each action lists its members once, for the hash and for the JSON alike.
/// </remarks>
public abstract class ExchangeAction
{
    private protected ExchangeAction()
    {
    }

    /// <summary>The wire type, such as <c>order</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whom the action is carried out for.</summary>
    internal virtual ActsFor ActsFor => ActsFor.OwnAccount;

    /// <summary>Whether the envelope may carry an expiry.</summary>
    internal virtual bool CanExpire => true;

    /// <summary>How many orders, cancels or modifies the venue counts.</summary>
    internal virtual int BatchSize => 1;

    /// <summary>The wire type that decides how urgent the action is: that of the action inside a multi-sig action.</summary>
    internal virtual string CarriedOutType => Type;

    /// <summary>What a local signer signs.</summary>
    /// <param name="network">The network signed for; an emulator is signed for as testnet.</param>
    /// <param name="nonce">The nonce of the envelope, usually Unix milliseconds; not negative.</param>
    /// <param name="vaultAddress">The vault or sub-account acted for, when it is not the account itself.</param>
    /// <param name="expiresAfter">Unix milliseconds after which the venue refuses the action; not negative.</param>
    /// <exception cref="ArgumentException">A vault or an expiry is given, and the action cannot carry one.</exception>
    public TypedDataHash ToTypedDataHash(HyperliquidNetwork network, long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null) =>
        HashFor(ActionContext.For(network, nonce), vaultAddress, expiresAfter);

    /// <summary>The same as <c>eth_signTypedData_v4</c>, for a wallet or another machine to sign.</summary>
    /// <inheritdoc cref="ToTypedDataHash"/>
    public TypedData ToTypedData(HyperliquidNetwork network, long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null) =>
        TypedDataFor(ActionContext.For(network, nonce), vaultAddress, expiresAfter);

    /// <summary>Writes the JSON form that is sent.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="network">The network that user-signed actions name.</param>
    /// <param name="nonce">The nonce of the envelope, which some actions carry inside too.</param>
    public void WriteTo(Utf8JsonWriter writer, HyperliquidNetwork network, long nonce)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var json = JsonWireWriter.Rent();
        try
        {
            Write(ref json, ActionContext.For(network, nonce));
            writer.WriteRawValue(json.Written, skipInputValidation: true);
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>The JSON form that is sent.</summary>
    /// <param name="network">The network that user-signed actions name.</param>
    /// <param name="nonce">The nonce of the envelope, which some actions carry inside too.</param>
    public string ToJson(HyperliquidNetwork network, long nonce)
    {
        var json = JsonWireWriter.Rent();
        try
        {
            Write(ref json, ActionContext.For(network, nonce));
            return Encoding.UTF8.GetString(json.Written);
        }
        finally
        {
            json.Dispose();
        }
    }

    internal abstract TypedDataHash HashFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter);

    internal abstract TypedData TypedDataFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter);

    /// <summary>Writes the members in the venue's order, <c>type</c> first.</summary>
    internal abstract void Write<TWriter>(ref TWriter writer, in ActionContext context)
        where TWriter : struct, IWireWriter;

    /// <summary>Tells a policy what the action does: what it trades, what it sets and where it sends.</summary>
    internal abstract void Describe(ActionFacts facts);

    /// <summary>What the signatures of a multi-sig account sign in place of the action itself.</summary>
    internal abstract TypedDataHash MultisigHashFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter);

    /// <inheritdoc cref="MultisigHashFor"/>
    internal abstract TypedData MultisigTypedDataFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter);
}
