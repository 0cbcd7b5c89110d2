namespace HypeKr.Hyperliquid.Tests;

internal static class ActionJson
{
    /// <summary>The JSON of an action that is the same for every network and nonce.</summary>
    public static string ToJson(this L1Action action) => action.ToJson(HyperliquidNetwork.Testnet, 0);
}
