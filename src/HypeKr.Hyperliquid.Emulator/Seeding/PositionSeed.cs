namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A position that an account has at the start; the house has the other side of it.</summary>
public sealed record PositionSeed
{
    /// <summary>A perp of the wallet's dex.</summary>
    public required string Coin { get; init; }

    /// <summary>Signed: more than zero is a long.</summary>
    public required decimal Size { get; init; }

    /// <summary>The average price at which it was opened.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>The leverage that is set for the coin.</summary>
    public required int Leverage { get; init; }

    /// <summary>What of the wallet's cash is set aside for an isolated position; null for a cross one.</summary>
    public decimal? IsolatedMargin { get; init; }

    /// <summary>Funding ever paid for the coin; negative when received.</summary>
    public decimal FundingAllTime { get; init; }

    /// <summary>Funding paid since the position was opened.</summary>
    public decimal FundingSinceOpen { get; init; }

    /// <summary>Funding paid since its size changed.</summary>
    public decimal FundingSinceChange { get; init; }
}
