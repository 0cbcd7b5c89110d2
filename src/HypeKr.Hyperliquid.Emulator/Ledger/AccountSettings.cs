using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has chosen and what moves no money.</summary>
internal sealed class AccountSettings
{
    public string DisplayName { get; set; } = "";

    /// <summary><c>disabled</c>, <c>unifiedAccount</c>, <c>portfolioMargin</c>; null while nothing was chosen.</summary>
    public string? Abstraction { get; set; }

    public bool? DexAbstraction { get; set; }

    public bool UsesBigBlocks { get; set; }

    public bool OptsOutOfDusting { get; set; }

    /// <summary>The account that it asked to lend its stake's discount, or that does.</summary>
    public EthereumAddress? StakingUser { get; set; }

    /// <summary>Whether the account that was asked has granted it.</summary>
    public bool IsLinkGranted { get; set; }

    /// <summary>The account that its stake's discount is lent to.</summary>
    public EthereumAddress? TradingUser { get; set; }

    public void Keep(StateArchive a)
    {
        DisplayName = a.Text(DisplayName);
        Abstraction = a.OptionalText(Abstraction);
        DexAbstraction = a.OptionalBool(DexAbstraction);
        UsesBigBlocks = a.Bool(UsesBigBlocks);
        OptsOutOfDusting = a.Bool(OptsOutOfDusting);
        StakingUser = a.OptionalValue<EthereumAddress>(StakingUser, a.Address);
        IsLinkGranted = a.Bool(IsLinkGranted);
        TradingUser = a.OptionalValue<EthereumAddress>(TradingUser, a.Address);
    }
}
