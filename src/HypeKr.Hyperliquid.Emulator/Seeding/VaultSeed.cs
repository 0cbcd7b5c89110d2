using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What makes a seeded account a vault. Its money is that of its wallet.</summary>
public sealed record VaultSeed
{
    /// <summary>The leader.</summary>
    public required EthereumAddress Leader { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "Seeded vault";

    /// <summary>What its leader says of it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The owners, the leader among them.</summary>
    public IReadOnlyList<VaultShareSeed> Shares { get; init; } = [];
}
