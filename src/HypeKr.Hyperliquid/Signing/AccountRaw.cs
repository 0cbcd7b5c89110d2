using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The door to actions that have no type here yet: signed and sent for one account, by whatever signer it has. Immutable and safe to share.</summary>
/// <remarks>A policy of the account denies them, unless it allows their type in <see cref="TradingPolicy.RawActionTypes"/>.</remarks>
public sealed class AccountRaw
{
    private readonly HyperliquidAccount _account;

    internal AccountRaw(HyperliquidAccount account) => _account = account;

    /// <summary>Signs and sends any L1 action.</summary>
    /// <param name="action">An object with its members in the venue's order, <c>type</c> first: the order is hashed.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">The wire has no form for it. Nothing was signed.</exception>
    /// <inheritdoc cref="HyperliquidAccount.SubmitAsync"/>
    public Task<ActionResponse> ActionAsync(JsonElement action, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(new RawAction(action), options, cancellationToken);

    /// <summary>Signs and sends any L1 action, from JSON text.</summary>
    /// <inheritdoc cref="ActionAsync(JsonElement, ActionOptions?, CancellationToken)"/>
    public Task<ActionResponse> ActionAsync(string action, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(RawAction.Parse(action), options, cancellationToken);

    /// <summary>Signs and sends any user-signed action.</summary>
    /// <param name="primaryType">The EIP-712 name after <c>HyperliquidTransaction:</c>, such as <c>UsdSend</c>.</param>
    /// <param name="fields">The members after <c>hyperliquidChain</c>, in the venue's order.</param>
    /// <param name="values">An object with <c>type</c> and a value for every member but the nonce.</param>
    /// <param name="options">How it is sent; without expiry, which such actions do not have.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is missing, left over, or none of its type. Nothing was signed.</exception>
    /// <inheritdoc cref="HyperliquidAccount.SubmitAsync"/>
    public Task<ActionResponse> UserSignedActionAsync(
        string primaryType, IEnumerable<TypedDataField> fields, JsonElement values, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(new RawUserSignedAction(primaryType, fields, values), options, cancellationToken);

    private Task<ActionResponse> SubmitAsync(ExchangeAction action, ActionOptions? options, CancellationToken cancellationToken)
    {
        // Such values can be hashed and signed for other uses, but the venue has to be told a type.
        if (action.Type.Length == 0) throw new InvalidActionException("An action that is sent has a member 'type' that is text, such as \"noop\".");
        return _account.SubmitAsync(action, options, cancellationToken);
    }
}
