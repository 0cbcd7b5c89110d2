namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has on one perp dex at the start.</summary>
public sealed record PerpWalletSeed
{
    /// <summary>The dex.</summary>
    /// <value>The main one unless set.</value>
    public string Dex { get; init; } = "";

    /// <summary>The collateral: the account's value less the unrealised profit of its positions.</summary>
    public required decimal Cash { get; init; }

    /// <summary>The open positions, each coin once.</summary>
    public IReadOnlyList<PositionSeed> Positions { get; init; } = [];
}
