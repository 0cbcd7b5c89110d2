namespace HypeKr.Hyperliquid;

/// <summary>The chain a signature is bound to.</summary>
/// <remarks>A signature names the chain and not the host: whoever holds a mainnet signature can use it on mainnet, wherever it was first sent.</remarks>
public enum HyperliquidChain
{
    /// <summary>Real money. L1 actions are signed with source <c>a</c>, user-signed ones with <c>Mainnet</c>.</summary>
    Mainnet,

    /// <summary>The test network, and every emulator. L1 actions are signed with source <c>b</c>, user-signed ones with <c>Testnet</c>.</summary>
    Testnet,
}
