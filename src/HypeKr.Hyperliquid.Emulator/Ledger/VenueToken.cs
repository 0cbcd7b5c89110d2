namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A token of <c>spotMeta</c>.</summary>
internal sealed record VenueToken(Token Token, SpotTokenSeed Seed)
{
    public int SizeDecimals => Seed.SizeDecimals;
}
