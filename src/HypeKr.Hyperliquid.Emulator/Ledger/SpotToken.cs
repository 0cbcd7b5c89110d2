namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A token of <c>spotMeta</c>.</summary>
internal sealed record SpotToken(Token Token, SpotTokenSeed Seed)
{
    public int SizeDecimals => Seed.SizeDecimals;
}
