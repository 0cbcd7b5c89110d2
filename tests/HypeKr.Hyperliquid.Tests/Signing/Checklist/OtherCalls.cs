using System.Text.Json;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid.Tests;

internal sealed class OtherCalls : IExchangeCalls
{
    public IEnumerable<ExchangeCall> Calls =>
    [
        new("createSubAccount", (scene, a) => Created(scene.Account.SubAccounts.CreateAsync(a.Text("name")))),
        new("subAccountModify", (scene, a) => scene.Account.SubAccounts.RenameAsync(a.AddressAt("subAccountUser"), a.Text("name"))),
        new("subAccountTransfer", (scene, a) => a.BoolAt("isDeposit")
            ? scene.Account.SubAccounts.DepositAsync(a.AddressAt("subAccountUser"), a.UsdAt("usd"))
            : scene.Account.SubAccounts.WithdrawAsync(a.AddressAt("subAccountUser"), a.UsdAt("usd"))),
        new("subAccountSpotTransfer", (scene, a) => a.BoolAt("isDeposit")
            ? scene.Account.SubAccounts.DepositSpotAsync(a.AddressAt("subAccountUser"), a.TokenAt(), a.DecimalAt("amount"))
            : scene.Account.SubAccounts.WithdrawSpotAsync(a.AddressAt("subAccountUser"), a.TokenAt(), a.DecimalAt("amount"))),

        new("createVault", (scene, a) => Created(scene.Account.Vaults.CreateAsync(a.Text("name"), a.Text("description"), a.UsdAt("initialUsd")))),
        new("vaultModify", (scene, a) => scene.Account.Vaults.ModifyAsync(a.AddressAt("vaultAddress"), a.Optional("allowDeposits")?.GetBoolean(), a.Optional("alwaysCloseOnWithdraw")?.GetBoolean())),
        new("vaultTransfer", (scene, a) => a.BoolAt("isDeposit")
            ? scene.Account.Vaults.DepositAsync(a.AddressAt("vaultAddress"), a.UsdAt("usd"))
            : scene.Account.Vaults.WithdrawAsync(a.AddressAt("vaultAddress"), a.UsdAt("usd"))),
        new("vaultDistribute", (scene, a) => a.UsdAt("usd") == 0 ? scene.Account.Vaults.CloseAsync(a.AddressAt("vaultAddress")) : scene.Account.Vaults.DistributeAsync(a.AddressAt("vaultAddress"), a.UsdAt("usd"))),

        new("cDeposit", (scene, a) => scene.Account.Staking.DepositAsync(a.HypeAt("wei"))),
        new("cWithdraw", (scene, a) => scene.Account.Staking.WithdrawAsync(a.HypeAt("wei"))),
        new("tokenDelegate", (scene, a) => a.BoolAt("isUndelegate")
            ? scene.Account.Staking.UndelegateAsync(a.AddressAt("validator"), a.HypeAt("wei"))
            : scene.Account.Staking.DelegateAsync(a.AddressAt("validator"), a.HypeAt("wei"))),
        new("linkStakingUser", (scene, a) => scene.Account.Staking.LinkAsync(a.AddressAt("user"), a.BoolAt("isFinalize"))),
        new("stakingLinkDisableTradingUser", (scene, a) => scene.Account.Staking.DisableTradingUserAsync(a.AddressAt("tradingUser"))),
        new("CSignerAction", (scene, a) => scene.Account.Staking.SetJailedAsync(a.TryGetProperty("jailSelf", out _))),
        new("CValidatorAction", Validator),
        new("validatorL1Stream", (scene, a) => scene.Account.Staking.VoteRiskFreeRateAsync(a.DecimalAt("riskFreeRate"))),

        new("borrowLend", (scene, a) => a.Text("operation") switch
        {
            "supply" => scene.Account.Lending.SupplyAsync(a.IntAt("token"), a.DecimalOrNoneAt("amount")),
            "borrow" => a.DecimalOrNoneAt("amount") is { } amount ? scene.Account.Lending.BorrowAsync(a.IntAt("token"), amount) : null,
            "withdraw" => scene.Account.Lending.WithdrawAsync(a.IntAt("token"), a.DecimalOrNoneAt("amount")),
            _ => scene.Account.Lending.RepayAsync(a.IntAt("token"), a.DecimalOrNoneAt("amount")),
        }),

        new("setReferrer", (scene, a) => scene.Account.Referrals.SetReferrerAsync(a.Text("code"))),
        new("registerReferrer", (scene, a) => scene.Account.Referrals.RegisterCodeAsync(a.Text("code"))),
        new("claimRewards", (scene, _) => scene.Account.Referrals.ClaimRewardsAsync()),

        new("setDisplayName", (scene, a) => scene.Account.Settings.SetDisplayNameAsync(a.Text("displayName"))),
        new("evmUserModify", (scene, a) => scene.Account.Settings.SetBigBlocksAsync(a.BoolAt("usingBigBlocks"))),
        new("agentEnableDexAbstraction", (scene, _) => scene.Account.Settings.EnableDexAbstractionAsAgentAsync()),
        new("agentSetAbstraction", (scene, a) => scene.Account.Settings.SetAbstractionAsAgentAsync(((AgentSetAbstractionAction)TypedActions.Read(a)!).Mode)),

        // The scene's signer is not the account of the vectors: they are taken for its sub-accounts.
        new("userSetAbstraction", (scene, a) => scene.Account.ForSubAccount(a.AddressAt("user")).Settings.SetAbstractionAsync(((UserSetAbstractionAction)TypedActions.Read(a)!).Mode)),
        new("userDexAbstraction", (scene, a) => scene.Account.ForSubAccount(a.AddressAt("user")).Settings.SetDexAbstractionAsync(a.BoolAt("enabled"))),
        new("userPortfolioMargin", (scene, a) => scene.Account.ForSubAccount(a.AddressAt("user")).Settings.SetPortfolioMarginAsync(a.BoolAt("enabled"))),

        new("updateLeverage", (scene, a) => ExchangeCallScene.Coin(a.GetProperty("asset")) is { } coin && a.IntAt("leverage") <= 50 ? scene.Account.Positions.UpdateLeverageAsync(coin, a.IntAt("leverage"), a.BoolAt("isCross")) : null),
        new("updateIsolatedMargin", (scene, a) => ExchangeCallScene.Coin(a.GetProperty("asset")) is { } coin && a.BoolAt("isBuy") ? scene.Account.Positions.UpdateIsolatedMarginAsync(coin, a.UsdAt("ntli")) : null),
        new("topUpIsolatedOnlyMargin", (scene, a) => ExchangeCallScene.Coin(a.GetProperty("asset")) is { } coin ? scene.Account.Positions.TopUpIsolatedOnlyMarginAsync(coin, a.DecimalAt("leverage")) : null),

        new("userOutcome", UserOutcome),
        .. Deployments,
    ];

    private static IEnumerable<ExchangeCall> Deployments =>
    [
        new(
            "spotDeploy",
            (scene, a) => scene.Account.Deployments.DeploySpotAsync(TypedActions.SpotOperation(a)),
            """{"type":"spotDeploy","enableAlignedQuoteToken":{"token":7}}""",
            """{"type":"spotDeploy","disableAlignedQuoteToken":{"token":7}}""",
            """{"type":"spotDeploy","enableFreezePrivilege":{"token":7}}""",
            """{"type":"spotDeploy","revokeFreezePrivilege":{"token":7}}""",
            """{"type":"spotDeploy","freezeUser":{"token":7,"user":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","freeze":true}}""",
            """{"type":"spotDeploy","setTokenAnnotation":{"token":7,"annotation":{"category":"meme","description":"A cat.","displayName":null,"keywords":["cat","pet"]}}}""",
            """{"type":"spotDeploy","setTokenAnnotation":{"token":7,"annotation":{"category":"","description":"","displayName":"Cat","keywords":[]}}}""",
            """{"type":"spotDeploy","setDeployerLabel":{"label":"The cat people"}}"""),
        new(
            "perpDeploy",
            (scene, a) => scene.Account.Deployments.DeployPerpAsync(TypedActions.PerpOperation(a)),
            """{"type":"perpDeploy","setFundingClamps":[["test:ABC","0.0003"],["test:DEF","0.01"]]}""",
            """{"type":"perpDeploy","setOpenInterestCaps":[["test:ABC",1000000],["test:DEF",null]]}""",
            """{"type":"perpDeploy","setMarginModes":[["test:ABC","normal"]]}""",
            """{"type":"perpDeploy","setDeployerFees":[["test:ABC",{"scale":"1.5","growthMode":false}],["test:DEF",{"scale":"9","growthMode":true}]]}"""),
        new(
            "outcomeDeploy",
            (scene, a) => scene.Account.Deployments.DeployOutcomeAsync(a.Text("venue"), TypedActions.OutcomeOperation(a.GetProperty("operation"))),
            """{"type":"outcomeDeploy","venue":"abc","operation":{"registerStandaloneOutcomeFromTemplate":{"id":"priceAbove","keywordToValue":[["asset","BTC"],["level","100000"]],"deployerFeeScale":"1.5"}}}""",
            """{"type":"outcomeDeploy","venue":"abc","operation":{"registerQuestionFromTemplate":{"questionTemplateInstance":{"id":"winner","keywordToValue":[["cup","World Cup"]]},"namedOutcomeTemplateInstances":[{"id":"team","keywordToValue":[["name","Korea"]]},{"id":"team","keywordToValue":[["name","Japan"]]}]}}}""",
            """{"type":"outcomeDeploy","venue":"ab","operation":{"registerAndAssociateNamedOutcomeFromTemplate":{"question":12,"namedOutcomeTemplateInstance":{"id":"team","keywordToValue":[["name","Chile"]]}}}}""",
            """{"type":"outcomeDeploy","venue":"ab","operation":{"settleOutcome":{"outcome":9,"settleFraction":"0.25","details":"","nameAndDescription":["Above","Closed above"],"sideNames":["Yes","No"]}}}""",
            """{"type":"outcomeDeploy","venue":"ab","operation":{"settleQuestion2":{"question":12,"outcomeSettlements":[{"outcome":9,"settleFraction":"1","details":"","nameAndDescription":["Korea","Won"],"sideNames":["Yes","No"]}],"nameAndDescription":["Cup","Who wins"]}}}""",
            """{"type":"outcomeDeploy","venue":"abcd","operation":{"setSubDeployers":[{"variant":"settleOutcome","user":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","allowed":true}]}}"""),
        new(
            "activateOutcomeDeployer",
            (scene, a) => a.TryGetProperty("activate", out var activate) ? scene.Account.Deployments.ActivateOutcomeDeployerAsync(activate.Text("venueName"))
                : a.TryGetProperty("deactivate", out _) ? scene.Account.Deployments.DeactivateOutcomeDeployerAsync()
                : null,
            """{"type":"activateOutcomeDeployer","activate":{"venueName":"abc"}}""",
            """{"type":"activateOutcomeDeployer","deactivate":null}"""),
        new("finalizeEvmContract", (scene, a) => scene.Account.Deployments.FinalizeEvmContractAsync((FinalizeEvmContractAction)TypedActions.Read(a)!)),
        new("authorizeAqav2Role", (scene, a) => scene.Account.Deployments.AuthorizeAqav2RoleAsync(a.IntAt("token"), a.Text("role") == "technical" ? Aqav2Role.Technical : Aqav2Role.Treasury)),
        new("gossipPriorityBid", (scene, a) => scene.Account.Deployments.BidGossipPriorityAsync(a.IntAt("slotId"), a.Text("ip"), a.HypeAt("maxGas"))),
        new("hip3LiquidatorTransfer", (scene, a) => a.BoolAt("isDeposit")
            ? scene.Account.Deployments.DepositToLiquidatorAsync(a.Text("dex"), a.UsdAt("ntl"))
            : scene.Account.Deployments.WithdrawFromLiquidatorAsync(a.Text("dex"), a.UsdAt("ntl"))),
    ];

    private static Task Validator(ExchangeCallScene scene, JsonElement a) => (ValidatorAction)TypedActions.Read(a)! switch
    {
        { Profile: { } profile } registration => scene.Account.Staking.RegisterValidatorAsync(profile, registration.Unjailed, registration.InitialStake),
        { Change: { } change } => scene.Account.Staking.ChangeValidatorProfileAsync(change),
        _ => scene.Account.Staking.UnregisterValidatorAsync(),
    };

    private static Task UserOutcome(ExchangeCallScene scene, JsonElement a)
    {
        var outcomes = scene.Account.Outcomes;
        if (a.TryGetProperty("splitOutcome", out var split)) return outcomes.SplitAsync(split.IntAt("outcome"), split.DecimalAt("amount"));
        if (a.TryGetProperty("mergeOutcome", out var merge)) return outcomes.MergeAsync(merge.IntAt("outcome"), merge.DecimalOrNoneAt("amount"));
        if (a.TryGetProperty("mergeQuestion", out var question)) return outcomes.MergeQuestionAsync(question.IntAt("question"), question.DecimalOrNoneAt("amount"));
        var negation = a.GetProperty("negateOutcome");
        return outcomes.NegateAsync(negation.IntAt("question"), negation.IntAt("outcome"), negation.DecimalAt("amount"));
    }

    private static async Task Created(Task<Crypto.EthereumAddress> creation) => Assert.Equal(TestVenue.AddressOf("created"), await creation);
}
