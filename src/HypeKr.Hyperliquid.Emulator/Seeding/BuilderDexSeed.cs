using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One builder-deployed perp dex (HIP-3). The first in the list has index 1, so that its perps start at asset 110000.</summary>
public sealed record BuilderDexSeed
{
    /// <summary>The prefix of its coins, 1 to 6 lower-case letters or digits.</summary>
    public required string Name { get; init; }

    /// <summary>The long name.</summary>
    public string FullName { get; init; } = "";

    /// <summary>The name of the spot token that is its collateral.</summary>
    public string Collateral { get; init; } = "USDC";

    /// <summary>Who may set its prices and halt its coins by <c>perpDeploy</c>.</summary>
    /// <value>Nobody by default.</value>
    public EthereumAddress? Deployer { get; init; }

    /// <summary>Its universe; <c>GOLD</c> becomes the coin <c>name:GOLD</c>.</summary>
    public IReadOnlyList<PerpSeed> Perps { get; init; } = [];
}
