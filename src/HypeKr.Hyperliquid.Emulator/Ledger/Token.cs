namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Something an account can hold: a spot token, or one side of an outcome.</summary>
/// <param name="name"><c>USDC</c>; <c>+10</c> for an outcome's side.</param>
/// <param name="index">The spot token index; null for an outcome's side.</param>
internal sealed class Token(string name, int? index)
{
    public string Name => name;

    public int? Index => index;
}
