namespace HypeKr.Hyperliquid.Tests;

/// <summary>The names of section 13 of the wire specification, and the rows that each folder has for them.</summary>
internal static class ExchangeChecklist
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "activateOutcomeDeployer", "agentEnableDexAbstraction", "agentSendAsset", "agentSetAbstraction", "approveAgent", "approveBuilderFee", "authorizeAqav2Role", "batchModify", "borrowLend",
        "cDeposit", "CSignerAction", "CValidatorAction", "cWithdraw", "cancel", "cancelByCloid", "claimRewards", "convertToMultiSigUser", "createSubAccount", "createVault", "evmUserModify",
        "finalizeEvmContract", "gossipPriorityBid", "hip3LiquidatorTransfer", "linkStakingUser", "modify", "noop", "order", "perpDeploy", "registerReferrer", "reserveRequestWeight",
        "scheduleCancel", "sendAsset", "sendToEvmWithData", "setDisplayName", "setReferrer", "spotDeploy", "spotSend", "spotUser", "stakingLinkDisableTradingUser", "subAccountModify",
        "subAccountSpotTransfer", "subAccountTransfer", "tokenDelegate", "topUpIsolatedOnlyMargin", "twapCancel", "twapOrder", "updateIsolatedMargin", "updateLeverage", "usdClassTransfer",
        "usdSend", "userDexAbstraction", "userOutcome", "userPortfolioMargin", "userSetAbstraction", "validatorL1Stream", "vaultDistribute", "vaultModify", "vaultTransfer", "withdraw3",
        "multiSig", "outcomeDeploy",
    ];

    public static IReadOnlyDictionary<string, ExchangeCall> Calls { get; } = typeof(ExchangeChecklist).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IExchangeCalls)))
        .SelectMany(type => ((IExchangeCalls)Activator.CreateInstance(type)!).Calls)
        .ToDictionary(call => call.Type, StringComparer.Ordinal);
}
