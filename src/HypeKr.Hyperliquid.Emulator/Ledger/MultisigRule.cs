using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who may sign for a multi-sig account, and how many have to.</summary>
internal sealed record MultisigRule(IReadOnlyList<EthereumAddress> Signers, int Threshold);
