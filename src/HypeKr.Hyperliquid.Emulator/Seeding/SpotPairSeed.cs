namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One spot pair, asset id 10000 + <see cref="Index"/>.</summary>
public sealed record SpotPairSeed
{
    /// <summary>The pair index, unique in the seed; indices may have gaps.</summary>
    public required int Index { get; init; }

    /// <summary>The name of the base token.</summary>
    public required string Base { get; init; }

    /// <summary>The name of the quote token.</summary>
    public string Quote { get; init; } = "USDC";

    /// <summary>The coin of a canonical pair, such as <c>PURR/USDC</c>; null for a pair that is called <c>@index</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The price shown until there are quotes or trades.</summary>
    public decimal? MarkPrice { get; init; }
}
