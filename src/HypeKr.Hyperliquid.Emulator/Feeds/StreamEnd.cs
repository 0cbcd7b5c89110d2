namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How a socket ends.</summary>
/// <param name="Code">The close status; null when the connection breaks without a word.</param>
/// <param name="Text">The reason.</param>
internal sealed record StreamEnd(int? Code, string Text)
{
    public static StreamEnd Broken { get; } = new(null, "");
}
