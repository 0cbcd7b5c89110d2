using System.Collections.Frozen;

namespace HypeKr.Hyperliquid;

/// <summary>What this version knows of actions by their wire types: what user-signed ones are signed as, and whom the others act for.</summary>
internal static class WireTypes
{
    /// <summary>User-signed actions: the wire type, and the name after <c>HyperliquidTransaction:</c>. The wire type is not signed, the name is: one has to stand for the other.</summary>
    private static readonly (string WireType, string Name)[] UserSigned =
    [
        ("approveAgent", "ApproveAgent"),
        ("approveBuilderFee", "ApproveBuilderFee"),
        ("cDeposit", "CDeposit"),
        ("convertToMultiSigUser", "ConvertToMultiSigUser"),
        ("cWithdraw", "CWithdraw"),
        ("linkStakingUser", "LinkStakingUser"),
        ("sendAsset", "SendAsset"),
        ("sendToEvmWithData", "SendToEvmWithData"),
        ("spotSend", "SpotSend"),
        ("stakingLinkDisableTradingUser", "StakingLinkDisableTradingUser"),
        ("tokenDelegate", "TokenDelegate"),
        ("usdClassTransfer", "UsdClassTransfer"),
        ("usdSend", "UsdSend"),
        ("userDexAbstraction", "UserDexAbstraction"),
        ("userPortfolioMargin", "UserPortfolioMargin"),
        ("userSetAbstraction", "UserSetAbstraction"),
        ("withdraw3", "Withdraw"),
    ];

    private static readonly FrozenDictionary<string, string> Names = UserSigned.ToFrozenDictionary(pair => pair.WireType, pair => pair.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> Types = UserSigned.ToFrozenDictionary(pair => pair.Name, pair => pair.WireType, StringComparer.Ordinal);

    /// <summary>L1 actions that the venue carries out for the vault or sub-account in the envelope.</summary>
    private static readonly FrozenSet<string> ForEnvelope = FrozenSet.Create(
        StringComparer.Ordinal,
        "order", "cancel", "cancelByCloid", "modify", "batchModify", "scheduleCancel", "updateLeverage", "updateIsolatedMargin", "topUpIsolatedOnlyMargin", "twapOrder", "twapCancel", "borrowLend");

    /// <summary>L1 actions that name whom they are about, or are about nobody.</summary>
    private static readonly FrozenSet<string> NamedInAction = FrozenSet.Create(StringComparer.Ordinal, "noop", "vaultModify", "vaultDistribute", "multiSig");

    /// <summary>The other L1 actions: they act for the signer's own account.</summary>
    private static readonly FrozenSet<string> ForOwnAccount = FrozenSet.Create(
        StringComparer.Ordinal,
        "activateOutcomeDeployer", "agentEnableDexAbstraction", "agentSendAsset", "agentSetAbstraction", "authorizeAqav2Role", "claimRewards", "createSubAccount", "createVault", "CSignerAction",
        "CValidatorAction", "evmUserModify", "finalizeEvmContract", "gossipPriorityBid", "hip3LiquidatorTransfer", "outcomeDeploy", "perpDeploy", "registerReferrer", "reserveRequestWeight",
        "setDisplayName", "setReferrer", "spotDeploy", "spotUser", "subAccountModify", "subAccountSpotTransfer", "subAccountTransfer", "userOutcome", "validatorL1Stream", "vaultTransfer");

    /// <summary>What a user-signed action is signed as, after <c>HyperliquidTransaction:</c>; null for a wire type that this version does not know as one.</summary>
    public static string? NameOf(string wireType) => Names.GetValueOrDefault(wireType);

    /// <summary>The wire type of what is signed as that; null for a name that this version does not know.</summary>
    public static string? TypeOf(string name) => Types.GetValueOrDefault(name);

    /// <summary>Whom an action acts for that is sent as an L1 action; null for a wire type that this version does not know.</summary>
    public static ActsFor? ActsFor(string wireType) =>
        ForEnvelope.Contains(wireType) ? Hyperliquid.ActsFor.Envelope
        : NamedInAction.Contains(wireType) ? Hyperliquid.ActsFor.NamedInAction
        : ForOwnAccount.Contains(wireType) || Names.ContainsKey(wireType) ? Hyperliquid.ActsFor.OwnAccount
        : null;
}
