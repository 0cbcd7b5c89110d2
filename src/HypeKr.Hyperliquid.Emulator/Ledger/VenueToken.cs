namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A token of <c>spotMeta</c>.</summary>
internal sealed record VenueToken(Token Token, SpotTokenSeed Seed)
{
    public int SizeDecimals => Seed.SizeDecimals;

    /// <summary><c>0x</c> and 32 hexadecimal digits.</summary>
    public string TokenId { get; } = Seed.TokenId ?? $"0x{Convert.ToHexStringLower(Venue.Label($"token {Seed.Name}").AsSpan(0, 16))}";
}
