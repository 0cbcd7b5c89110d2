namespace HypeKr.Hyperliquid;

/// <summary>How the recipient of a <see cref="SendToEvmWithDataAction"/> is written. Wire: <c>addressEncoding</c>.</summary>
public enum EvmAddressEncoding
{
    /// <summary><c>0x</c> and hex digits. Wire: <c>hex</c>.</summary>
    Hex,

    /// <summary>Base 58, as on Solana. Wire: <c>base58</c>.</summary>
    Base58,
}
