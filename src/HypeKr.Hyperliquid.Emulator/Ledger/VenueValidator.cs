using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Somebody to whom HYPE can be delegated.</summary>
internal sealed record VenueValidator(EthereumAddress Address, string Name);
