namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One spot token. Every seed needs USDC, the collateral of the main dex.</summary>
public sealed record SpotTokenSeed
{
    /// <summary>The token's name, unique in the seed.</summary>
    public required string Name { get; init; }

    /// <summary>The token index, unique in the seed; indices may have gaps.</summary>
    public required int Index { get; init; }

    /// <summary>Sizes of pairs with this base are multiples of 10^-SizeDecimals; prices have at most 8 minus this many decimals. 0 to 8.</summary>
    public int SizeDecimals { get; init; }

    /// <summary>The decimals of the token's smallest unit, for information.</summary>
    public int WeiDecimals { get; init; } = 8;

    /// <summary><c>0x</c> and 32 hexadecimal digits; derived from the name when null.</summary>
    public string? TokenId { get; init; }

    /// <summary>The long name.</summary>
    public string? FullName { get; init; }
}
