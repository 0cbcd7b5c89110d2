namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The main perp dex (index 0, no name) or a builder's.</summary>
internal sealed class VenueDex(int index, string name, string fullName, Token collateral)
{
    public int Index => index;

    public string Name => name;

    public string FullName => fullName;

    public Token Collateral => collateral;

    public List<TradedPerp> Universe { get; } = [];
}
