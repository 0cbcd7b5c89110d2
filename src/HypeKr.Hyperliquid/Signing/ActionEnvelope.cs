using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All that is signed with an action.</summary>
internal readonly record struct ActionEnvelope(ActionContext Context, EthereumAddress? VaultAddress, long? ExpiresAfter);
