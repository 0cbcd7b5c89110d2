using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The main perp dex (index 0, no name) or a builder's.</summary>
internal sealed class VenueDex(int index, string name, string fullName, Token collateral)
{
    public int Index => index;

    public string Name => name;

    public string FullName => fullName;

    public Token Collateral => collateral;

    /// <summary>Who may set its prices; of the main dex nobody.</summary>
    public EthereumAddress Deployer { get; init; }

    /// <summary>What its cash is called in the audit.</summary>
    public string WalletName { get; } = index == 0 ? "perp" : $"perp:{name}";

    /// <summary>Told of every account that trades on it.</summary>
    public Action<Account>? Traded { get; set; }

    public List<TradedPerp> Universe { get; } = [];
}
