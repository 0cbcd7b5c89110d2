using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One change of one balance.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number, from 0 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The venue's time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whose balance it is.</summary>
    public required EthereumAddress Account { get; init; }

    /// <summary><c>perp</c> or <c>perp:xyz</c> for the cash of a dex, <c>spot</c>, <c>staking</c>.</summary>
    public required string Wallet { get; init; }

    /// <summary>The token, such as <c>USDC</c>, or <c>+10</c> for a side of an outcome.</summary>
    public required string Token { get; init; }

    /// <summary>By how much; never 0.</summary>
    public required decimal Change { get; init; }

    /// <summary>What it came to.</summary>
    public required decimal Balance { get; init; }

    /// <summary>The type of the action that moved it, such as <c>order</c> or <c>usdSend</c>; or <c>admin</c>, <c>clock</c>, <c>funding</c>, <c>liquidation</c>, <c>seed</c>.</summary>
    public required string Cause { get; init; }
}
