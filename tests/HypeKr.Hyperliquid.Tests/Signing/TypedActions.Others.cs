using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Readers of everything that is neither an order nor multi-sig.</summary>
internal static partial class TypedActions
{
    static partial void AddOthers(Dictionary<string, Func<JsonElement, ExchangeAction>> readers)
    {
        readers["spotSend"] = json => new SpotSendAction(Address(json, "destination"), Token(json), Decimal(json, "amount"));
        readers["withdraw3"] = json => new WithdrawAction(Address(json, "destination"), Decimal(json, "amount"));
        readers["usdClassTransfer"] = UsdClassTransfer;
        readers["sendAsset"] = json => new SendAssetAction(Address(json, "destination"), Dex(json, "sourceDex"), Dex(json, "destinationDex"), Token(json), Decimal(json, "amount"), SubAccountOrNone(json));
        readers["agentSendAsset"] = json => new AgentSendAssetAction(Address(json, "destination"), Dex(json, "sourceDex"), Dex(json, "destinationDex"), Token(json), Decimal(json, "amount"), SubAccountOrNone(json));
        readers["sendToEvmWithData"] = json => new SendToEvmWithDataAction(
            Token(json), Decimal(json, "amount"), Dex(json, "sourceDex"), json.Text("destinationRecipient"), Word<EvmAddressEncoding>(Capital(json.Text("addressEncoding"))), (uint)Integer(json, "destinationChainId"), Integer(json, "gasLimit"), json.Bytes("data"));
        readers["spotUser"] = json => new ToggleSpotDustingAction(Bool(json.GetProperty("toggleSpotDusting"), "optOut"));

        readers["createSubAccount"] = json => new CreateSubAccountAction(json.Text("name"));
        readers["subAccountModify"] = json => new SubAccountModifyAction(Address(json, "subAccountUser"), json.Text("name"));
        readers["subAccountTransfer"] = json => new SubAccountTransferAction(Address(json, "subAccountUser"), Bool(json, "isDeposit"), Usd(json, "usd"));
        readers["subAccountSpotTransfer"] = json => new SubAccountSpotTransferAction(Address(json, "subAccountUser"), Bool(json, "isDeposit"), Token(json), Decimal(json, "amount"));

        readers["createVault"] = json => new CreateVaultAction(json.Text("name"), json.Text("description"), Usd(json, "initialUsd"));
        readers["vaultModify"] = json => new VaultModifyAction(Address(json, "vaultAddress"), json.Optional("allowDeposits")?.GetBoolean(), json.Optional("alwaysCloseOnWithdraw")?.GetBoolean());
        readers["vaultTransfer"] = json => new VaultTransferAction(Address(json, "vaultAddress"), Bool(json, "isDeposit"), Usd(json, "usd"));
        readers["vaultDistribute"] = json => new VaultDistributeAction(Address(json, "vaultAddress"), Usd(json, "usd"));

        readers["cDeposit"] = json => new StakingDepositAction(Hype(json, "wei"));
        readers["cWithdraw"] = json => new StakingWithdrawAction(Hype(json, "wei"));
        readers["tokenDelegate"] = json => new TokenDelegateAction(Address(json, "validator"), Hype(json, "wei"), Bool(json, "isUndelegate"));
        readers["linkStakingUser"] = json => new LinkStakingUserAction(Address(json, "user"), Bool(json, "isFinalize"));
        readers["stakingLinkDisableTradingUser"] = json => new StakingLinkDisableTradingUserAction(Address(json, "tradingUser"));
        readers["CSignerAction"] = json => new ValidatorJailAction(Variant(json).Name switch { "jailSelf" => true, "unjailSelf" => false, var other => throw Unknown(other) });
        readers["CValidatorAction"] = Validator;
        readers["validatorL1Stream"] = json => new ValidatorL1StreamAction(Decimal(json, "riskFreeRate"));

        readers["borrowLend"] = json => new BorrowLendAction(Word<LendingOperation>(Capital(json.Text("operation"))), Int(json, "token"), DecimalOrNone(json, "amount"));
        readers["setReferrer"] = json => new SetReferrerAction(json.Text("code"));
        readers["registerReferrer"] = json => new RegisterReferrerAction(json.Text("code"));
        readers["claimRewards"] = _ => new ClaimRewardsAction();
        readers["setDisplayName"] = json => new SetDisplayNameAction(json.Text("displayName"));
        readers["evmUserModify"] = json => new EvmUserModifyAction(Bool(json, "usingBigBlocks"));
        readers["userDexAbstraction"] = json => new UserDexAbstractionAction(Address(json, "user"), Bool(json, "enabled"));
        readers["userPortfolioMargin"] = json => new UserPortfolioMarginAction(Address(json, "user"), Bool(json, "enabled"));
        readers["userSetAbstraction"] = json => new UserSetAbstractionAction(Address(json, "user"), AbstractionMode(json.Text("abstraction")));
        readers["agentSetAbstraction"] = json => new AgentSetAbstractionAction(AbstractionMode(json.Text("abstraction")));
        readers["agentEnableDexAbstraction"] = _ => new AgentEnableDexAbstractionAction();
        readers["approveBuilderFee"] = json => new ApproveBuilderFeeAction(Address(json, "builder"), (int)(Percent(json, "maxFeeRate") * 1000));
        readers["updateIsolatedMargin"] = json => new UpdateIsolatedMarginAction(Asset(json, "asset"), Usd(json, "ntli"), Bool(json, "isBuy"));
        readers["topUpIsolatedOnlyMargin"] = json => new TopUpIsolatedOnlyMarginAction(Asset(json, "asset"), Decimal(json, "leverage"));
        readers["userOutcome"] = UserOutcome;

        readers["spotDeploy"] = json => new SpotDeployAction(SpotOperation(json));
        readers["perpDeploy"] = json => new PerpDeployAction(PerpOperation(json));
        readers["outcomeDeploy"] = json => new OutcomeDeployAction(json.Text("venue"), OutcomeOperation(json.GetProperty("operation")));
        readers["activateOutcomeDeployer"] = json => Variant(json) switch
        {
            { Name: "activate", Value: var value } => ActivateOutcomeDeployerAction.Activate(value.Text("venueName")),
            { Name: "deactivate" } => ActivateOutcomeDeployerAction.Deactivate(),
            { Name: "isDeactivate", Value: var value } => ActivateOutcomeDeployerAction.WithFlag(value.GetBoolean()),
            var other => throw Unknown(other.Name),
        };
        readers["finalizeEvmContract"] = json => json.GetProperty("input") switch
        {
            { ValueKind: JsonValueKind.Object } input => FinalizeEvmContractAction.ByCreation(Int(json, "token"), Integer(input.GetProperty("create"), "nonce")),
            { } word when word.GetString() == "firstStorageSlot" => FinalizeEvmContractAction.ByFirstStorageSlot(Int(json, "token")),
            { } word when word.GetString() == "customStorageSlot" => FinalizeEvmContractAction.ByCustomStorageSlot(Int(json, "token")),
            var other => throw Unknown(other.GetRawText()),
        };
        readers["authorizeAqav2Role"] = json => new AuthorizeAqav2RoleAction(Int(json, "token"), Word<Aqav2Role>(Capital(json.Text("role"))));
        readers["gossipPriorityBid"] = json => new GossipPriorityBidAction(Int(json, "slotId"), json.Text("ip"), Hype(json, "maxGas"));
        readers["hip3LiquidatorTransfer"] = json => new Hip3LiquidatorTransferAction(json.Text("dex"), Usd(json, "ntl"), Bool(json, "isDeposit"));
    }

    public static SpotDeployOperation SpotOperation(JsonElement json)
    {
        var (name, value) = Variant(json);
        return name switch
        {
            "registerToken2" => new RegisterToken(value.GetProperty("spec").Text("name"), Int(value.GetProperty("spec"), "szDecimals"), Int(value.GetProperty("spec"), "weiDecimals"), Hype(value, "maxGas"), value.Optional("fullName")?.GetString()),
            "userGenesis" => new UserGenesis(
                Int(value, "token"),
                Pairs(value.GetProperty("userAndWei"), Address, ULong),
                Pairs(value.GetProperty("existingTokenAndWei"), Int, ULong),
                value.Optional("blacklistUsers") is { } blacklist ? Pairs(blacklist, Address, item => item.GetBoolean()) : null),
            "genesis" => new SupplyGenesis(Int(value, "token"), ULong(value.GetProperty("maxSupply")), value.Optional("noHyperliquidity")?.GetBoolean() ?? false),
            "registerSpot" => new RegisterSpotPair(Int(value.GetProperty("tokens")[0]), Int(value.GetProperty("tokens")[1])),
            "registerHyperliquidity" => new RegisterHyperliquidity(Int(value, "spot"), Decimal(value, "startPx"), Decimal(value, "orderSz"), Int(value, "nOrders"), value.Optional("nSeededLevels") is { } levels ? Int(levels) : null),
            "setDeployerTradingFeeShare" => new SetTradingFeeShare(Int(value, "token"), Percent(value, "share")),
            "enableQuoteToken" or "disableQuoteToken" => new SetQuoteToken(Int(value, "token"), name.StartsWith("enable", StringComparison.Ordinal)),
            "enableAlignedQuoteToken" or "disableAlignedQuoteToken" => new SetAlignedQuoteToken(Int(value, "token"), name.StartsWith("enable", StringComparison.Ordinal)),
            "enableFreezePrivilege" or "revokeFreezePrivilege" => new SetFreezePrivilege(Int(value, "token"), name.StartsWith("enable", StringComparison.Ordinal)),
            "requestEvmContract" => new RequestEvmContract(Int(value, "token"), Address(value, "address"), Int(value, "evmExtraWeiDecimals")),
            "freezeUser" => new FreezeUser(Int(value, "token"), Address(value, "user"), Bool(value, "freeze")),
            "setTokenAnnotation" => new SetTokenAnnotation(
                Int(value, "token"), value.GetProperty("annotation").Text("category"), value.GetProperty("annotation").Text("description"), value.GetProperty("annotation").Optional("displayName")?.GetString(), Words(value.GetProperty("annotation"))),
            "setDeployerLabel" => new SetDeployerLabel(value.Text("label")),
            "outcome" => new LegacyOutcomeDeployment(OutcomeOperation(value)),
            _ => throw Unknown(name),
        };
    }

    public static PerpDeployOperation PerpOperation(JsonElement json)
    {
        var (name, value) = Variant(json);
        switch (name)
        {
            case "registerAsset2" or "registerAsset":
                var asset = value.GetProperty("assetRequest");
                decimal? gas = value.Optional("maxGas") is null ? null : Hype(value, "maxGas");
                var schema = value.Optional("schema") is { } s ? new PerpDexSchema(s.Text("fullName"), Int(s, "collateralToken"), s.Optional("oracleUpdater") is { } updater ? Address(updater) : null) : null;
                return name == "registerAsset2"
                    ? new RegisterPerpAsset(value.Text("dex"), asset.Text("coin"), Int(asset, "szDecimals"), Decimal(asset, "oraclePx"), Int(asset, "marginTableId"), Mode(asset.GetProperty("marginMode")), gas, schema)
                    : new RegisterPerpAssetLegacy(value.Text("dex"), asset.Text("coin"), Int(asset, "szDecimals"), Decimal(asset, "oraclePx"), Int(asset, "marginTableId"), Bool(asset, "onlyIsolated"), gas, schema);
            case "setOracle":
                return new SetOraclePrices(
                    value.Text("dex"),
                    Pairs(value.GetProperty("oraclePxs"), Text, Decimal),
                    value.GetProperty("markPxs").EnumerateArray().Select(list => Pairs(list, Text, Decimal)),
                    Pairs(value.GetProperty("externalPerpPxs"), Text, Decimal));
            case "setFundingMultipliers": return new SetFundingMultipliers(Pairs(value, Text, Decimal));
            case "setFundingInterestRates": return new SetFundingInterestRates(Pairs(value, Text, Decimal));
            case "setFundingClamps": return new SetFundingClamps(Pairs(value, Text, Decimal));
            case "haltTrading": return new HaltTrading(value.Text("coin"), Bool(value, "isHalted"));
            case "setMarginTableIds": return new SetMarginTables(Pairs(value, Text, Int));
            case "insertMarginTable":
                var table = value.GetProperty("marginTable");
                return new InsertMarginTable(value.Text("dex"), table.Text("description"), table.GetProperty("marginTiers").EnumerateArray().Select(tier => new MarginTableTier(Integer(tier, "lowerBound"), Int(tier, "maxLeverage"))));
            case "setFeeRecipient": return new SetFeeRecipient(value.Text("dex"), Address(value, "feeRecipient"));
            case "setOpenInterestCaps": return new SetOpenInterestCaps(Pairs(value, Text, cap => cap.ValueKind == JsonValueKind.Null ? (long?)null : cap.GetInt64()));
            case "setSubDeployers": return new SetPerpSubDeployers(value.Text("dex"), SubDeployers(value.GetProperty("subDeployers")));
            case "setMarginModes": return new SetMarginModes(Pairs(value, Text, Mode));
            case "setFeeScale": return new SetFeeScale(value.Text("dex"), Decimal(value, "scale"));
            case "setGrowthModes": return new SetGrowthModes(Pairs(value, Text, item => item.GetBoolean()));
            case "setDeployerFees": return new SetDeployerFees(Pairs(value, Text, fee => new DeployerFee(Decimal(fee, "scale"), Bool(fee, "growthMode"))));
            case "setPerpAnnotation": return new SetPerpAnnotation(value.Text("coin"), value.Text("category"), value.Text("description"), value.Optional("displayName")?.GetString(), Words(value));
            case "disableDex": return new DisableDex(value.GetString()!);
            default: throw Unknown(name);
        }
    }

    public static OutcomeDeployOperation OutcomeOperation(JsonElement json)
    {
        var (name, value) = Variant(json);
        return name switch
        {
            "registerStandaloneOutcomeFromTemplate" => new RegisterStandaloneOutcome(Template(value), DecimalOrNone(value, "deployerFeeScale")),
            "registerQuestionFromTemplate" => new RegisterOutcomeQuestion(Template(value.GetProperty("questionTemplateInstance")), value.GetProperty("namedOutcomeTemplateInstances").EnumerateArray().Select(Template)),
            "registerAndAssociateNamedOutcomeFromTemplate" => new AddNamedOutcome(Int(value, "question"), Template(value.GetProperty("namedOutcomeTemplateInstance"))),
            "settleOutcome" => new SettleOutcome(Resolution(value)),
            "settleQuestion2" => new SettleOutcomeQuestion(Int(value, "question"), value.GetProperty("outcomeSettlements").EnumerateArray().Select(Resolution), Text(value.GetProperty("nameAndDescription")[0]), Text(value.GetProperty("nameAndDescription")[1])),
            "setSubDeployers" => new SetOutcomeSubDeployers(SubDeployers(value)),
            _ => throw Unknown(name),
        };
    }

    private static UsdClassTransferAction UsdClassTransfer(JsonElement json)
    {
        var parts = DecimalText(json.GetProperty("amount")).Split(" subaccount:");
        return new(WireDecimal.Parse(parts[0], "amount"), Bool(json, "toPerp"), parts.Length == 1 ? null : EthereumAddress.Parse(parts[1]));
    }

    private static ValidatorAction Validator(JsonElement json)
    {
        var (name, value) = Variant(json);
        switch (name)
        {
            case "register":
                var profile = value.GetProperty("profile");
                return ValidatorAction.Register(
                    new ValidatorProfile(profile.GetProperty("node_ip").Text("Ip"), profile.Text("name"), profile.Text("description"), Bool(profile, "delegations_disabled"), Int(profile, "commission_bps"), Address(profile, "signer")),
                    Bool(value, "unjailed"),
                    Hype(value, "initial_wei"));
            case "changeProfile":
                return ValidatorAction.ChangeProfile(new ValidatorProfileChange(
                    value.Optional("node_ip")?.Text("Ip"),
                    value.Optional("name")?.GetString(),
                    value.Optional("description")?.GetString(),
                    Bool(value, "unjailed"),
                    value.Optional("disable_delegations")?.GetBoolean(),
                    value.Optional("commission_bps") is { } commission ? Int(commission) : null,
                    value.Optional("signer") is { } signer ? Address(signer) : null));
            case "unregister": return ValidatorAction.Unregister();
            default: throw Unknown(name);
        }
    }

    private static UserOutcomeAction UserOutcome(JsonElement json)
    {
        var (name, value) = Variant(json);
        return name switch
        {
            "splitOutcome" => UserOutcomeAction.Split(Int(value, "outcome"), Decimal(value, "amount")),
            "mergeOutcome" => UserOutcomeAction.Merge(Int(value, "outcome"), DecimalOrNone(value, "amount")),
            "mergeQuestion" => UserOutcomeAction.MergeQuestion(Int(value, "question"), DecimalOrNone(value, "amount")),
            "negateOutcome" => UserOutcomeAction.Negate(Int(value, "question"), Int(value, "outcome"), Decimal(value, "amount")),
            _ => throw Unknown(name),
        };
    }

    private static OutcomeTemplateInstance Template(JsonElement json) => new(json.Text("id"), Pairs(json.GetProperty("keywordToValue"), Text, Text));

    private static OutcomeResolution Resolution(JsonElement json) => new(
        Int(json, "outcome"),
        Decimal(json, "settleFraction"),
        Text(json.GetProperty("nameAndDescription")[0]),
        Text(json.GetProperty("nameAndDescription")[1]),
        Text(json.GetProperty("sideNames")[0]),
        Text(json.GetProperty("sideNames")[1]),
        json.Text("details"));

    private static IEnumerable<SubDeployerGrant> SubDeployers(JsonElement json) => json.EnumerateArray().Select(item => new SubDeployerGrant(item.Text("variant"), Address(item, "user"), Bool(item, "allowed")));

    /// <summary>The one member that says what the action does.</summary>
    private static (string Name, JsonElement Value) Variant(JsonElement json)
    {
        var member = json.EnumerateObject().Single(m => m.Name != "type");
        return (member.Name, member.Value);
    }

    private static List<KeyValuePair<TKey, TValue>> Pairs<TKey, TValue>(JsonElement json, Func<JsonElement, TKey> key, Func<JsonElement, TValue> value) =>
        [.. json.EnumerateArray().Select(pair => new KeyValuePair<TKey, TValue>(key(pair[0]), value(pair[1])))];

    private static AbstractionMode AbstractionMode(string word) => word switch
    {
        "disabled" or "i" => Hyperliquid.AbstractionMode.Disabled,
        "unifiedAccount" or "u" => Hyperliquid.AbstractionMode.UnifiedAccount,
        "portfolioMargin" or "p" => Hyperliquid.AbstractionMode.PortfolioMargin,
        _ => (AbstractionMode)(-1),
    };

    private static PerpMarginMode Mode(JsonElement json) => Word<PerpMarginMode>(Capital(json.GetString()!));

    private static IEnumerable<string> Keywords(JsonElement json) => json.GetProperty("keywords").EnumerateArray().Select(Text);

    private static IReadOnlyList<string> Words(JsonElement json) => [.. Keywords(json)];

    private static EthereumAddress? SubAccountOrNone(JsonElement json) => json.Optional("fromSubAccount")?.GetString() is { Length: > 0 } text ? EthereumAddress.Parse(text.ToLowerInvariant()) : null;

    private static decimal? DecimalOrNone(JsonElement json, string name) => json.Optional(name) is null ? null : Decimal(json, name);

    private static decimal Decimal(JsonElement json) => WireDecimal.Parse(DecimalText(json), "A number");

    private static decimal Usd(JsonElement json, string name) => Integer(json, name) / 1_000_000m;

    private static decimal Hype(JsonElement json, string name) => Integer(json, name) / 100_000_000m;

    private static decimal Percent(JsonElement json, string name) =>
        json.Text(name) is var text && text.EndsWith('%') ? WireDecimal.Parse(text.AsSpan(0, text.Length - 1), name) : throw new NotExpressibleException($"'{json.Text(name)}' is no percentage: the types take nothing else.");

    private static bool Bool(JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    private static int Int(JsonElement json, string name) => checked((int)Integer(json, name));

    private static int Int(JsonElement json) => json.GetInt32();

    private static ulong ULong(JsonElement json) => ulong.Parse(json.GetString()!, CultureInfo.InvariantCulture);

    private static string Text(JsonElement json) => json.GetString()!;

    private static EthereumAddress Address(JsonElement json) => EthereumAddress.Parse(json.GetString()!.ToLowerInvariant());

    private static TokenName Token(JsonElement json) => new(json.Text("token"));

    private static TransferDex Dex(JsonElement json, string name) => new(json.Text(name));

    private static string Capital(string word) => string.Concat(word[..1].ToUpperInvariant(), word[1..]);

    private static NotExpressibleException Unknown(string name) => new($"There is no '{name}' to be had.");
}
