using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The orders and fills that an account has at the start. They move no money: what was filled is told, and changes no position.</summary>
public sealed record AccountSeed
{
    /// <summary>The account.</summary>
    public required EthereumAddress Address { get; init; }

    /// <summary>Its orders, live and ended, each once; children are listed with their parent alone.</summary>
    public IReadOnlyList<OrderSeed> Orders { get; init; } = [];

    /// <summary>Its fills, in any order.</summary>
    public IReadOnlyList<FillSeed> Fills { get; init; } = [];
}
