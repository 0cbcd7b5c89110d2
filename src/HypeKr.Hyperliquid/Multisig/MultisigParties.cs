using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Who a multi-sig action is for and who submits it: both are part of what every signer signs.</summary>
/// <param name="User">The multi-sig account.</param>
/// <param name="OuterSigner">The leader, who signs the wrapper and submits it.</param>
internal readonly record struct MultisigParties(EthereumAddress User, EthereumAddress OuterSigner);
