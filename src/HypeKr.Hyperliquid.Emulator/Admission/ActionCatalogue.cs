using HypeKr.Crypto;
using static HypeKr.Hyperliquid.Emulator.WireType;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The actions of the venue beside those with a record of their own: members in the order in which they are hashed (wire specification 5).</summary>
internal static class ActionCatalogue
{
    private static readonly Dictionary<string, Entry> Entries = Create();

    private sealed record Entry(WireType Type, SignedMessage? Message);

    /// <summary>Every name of the catalogue.</summary>
    public static IEnumerable<string> Names => Entries.Keys;

    /// <summary>Reads an action, or gives null for a name that is not in the catalogue.</summary>
    /// <exception cref="ShapeException">It does not have the shape of its name.</exception>
    public static CatalogueAction? Read(string type, WireShape action) =>
        Entries.TryGetValue(type, out var entry) ? new CatalogueAction(type, entry.Type.Read(action), entry.Message) : null;

    private static Dictionary<string, Entry> Create()
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);

        // Margin.
        Chain("updateIsolatedMargin", F("asset", Unsigned), F("isBuy", Flag), F("ntli", Signed));
        Chain("topUpIsolatedOnlyMargin", F("asset", Unsigned), F("leverage", WireType.Decimal));

        // Transfers.
        User("usdSend", "UsdSend", F("destination", SignedAddress), F("amount", SignedDecimal), F("time", Time));
        User("withdraw3", "Withdraw", F("destination", SignedAddress), F("amount", SignedDecimal), F("time", Time));
        User("spotSend", "SpotSend", F("destination", SignedAddress), F("token", Text), F("amount", SignedDecimal), F("time", Time));
        User("usdClassTransfer", "UsdClassTransfer", F("amount", ClassAmount), F("toPerp", Flag), F("nonce", Time));
        User("sendAsset", "SendAsset", F("destination", SignedAddress), F("sourceDex", Text), F("destinationDex", Text), F("token", Text), F("amount", SignedDecimal), F("fromSubAccount", OptionalAddress), F("nonce", Time));
        User("sendToEvmWithData", "SendToEvmWithData", F("token", Text), F("amount", SignedDecimal), F("sourceDex", Text), F("destinationRecipient", Text), F("addressEncoding", Word("hex", "base58")), F("destinationChainId", Unsigned), F("gasLimit", Unsigned), F("data", Bytes), F("nonce", Time));
        Chain("agentSendAsset", F("destination", WireType.Address), F("sourceDex", Text), F("destinationDex", Text), F("token", Text), F("amount", WireType.Decimal), F("fromSubAccount", OptionalAddress), F("nonce", Time));
        Chain("subAccountTransfer", F("subAccountUser", WireType.Address), F("isDeposit", Flag), F("usd", Unsigned));
        Chain("subAccountSpotTransfer", F("subAccountUser", WireType.Address), F("isDeposit", Flag), F("token", Text), F("amount", WireType.Decimal));
        Chain("spotUser", F("toggleSpotDusting", Map(F("optOut", Flag))));
        Chain("borrowLend", F("operation", Word("supply", "withdraw", "repay", "borrow")), F("token", Unsigned), F("amount", WireType.Decimal, WirePresence.NullWhenAbsent));
        Chain("reserveRequestWeight", F("weight", Unsigned), F("destination", WireType.Address, WirePresence.Optional));

        // Settings.
        User("approveAgent", "ApproveAgent", F("agentAddress", WireType.Address), F("agentName", Text, WirePresence.Optional), F("nonce", Time));
        User("approveBuilderFee", "ApproveBuilderFee", F("maxFeeRate", Percent), F("builder", WireType.Address), F("nonce", Time));
        User("userDexAbstraction", "UserDexAbstraction", F("user", WireType.Address), F("enabled", Flag), F("nonce", Time));
        User("userSetAbstraction", "UserSetAbstraction", F("user", WireType.Address), F("abstraction", Word("disabled", "unifiedAccount", "portfolioMargin", "i", "u", "p")), F("nonce", Time));
        User("userPortfolioMargin", "UserPortfolioMargin", F("user", WireType.Address), F("enabled", Flag), F("nonce", Time));
        User("convertToMultiSigUser", "ConvertToMultiSigUser", F("signers", Text), F("nonce", Time));
        Chain("agentEnableDexAbstraction");
        Chain("agentSetAbstraction", F("abstraction", Word("i", "u", "p")));
        Chain("setReferrer", F("code", Text));
        Chain("registerReferrer", F("code", Text));
        Chain("claimRewards");
        Chain("setDisplayName", F("displayName", Text));
        Chain("createSubAccount", F("name", Text));
        Chain("subAccountModify", F("subAccountUser", WireType.Address), F("name", Text));
        Chain("evmUserModify", F("usingBigBlocks", Flag));

        // Vaults.
        Chain("createVault", F("name", Text), F("description", Text), F("initialUsd", Unsigned), F("nonce", Time));
        Chain("vaultModify", F("vaultAddress", WireType.Address), F("allowDeposits", Flag, WirePresence.NullWhenAbsent), F("alwaysCloseOnWithdraw", Flag, WirePresence.NullWhenAbsent));
        Chain("vaultTransfer", F("vaultAddress", WireType.Address), F("isDeposit", Flag), F("usd", Unsigned));
        Chain("vaultDistribute", F("vaultAddress", WireType.Address), F("usd", Unsigned));

        // Staking.
        User("cDeposit", "CDeposit", F("wei", Unsigned), F("nonce", Time));
        User("cWithdraw", "CWithdraw", F("wei", Unsigned), F("nonce", Time));
        User("tokenDelegate", "TokenDelegate", F("validator", WireType.Address), F("wei", Unsigned), F("isUndelegate", Flag), F("nonce", Time));
        User("linkStakingUser", "LinkStakingUser", F("user", WireType.Address), F("isFinalize", Flag), F("nonce", Time));
        User("stakingLinkDisableTradingUser", "StakingLinkDisableTradingUser", F("tradingUser", WireType.Address), F("nonce", Time));
        Add("CSignerAction", null, Variant([Type], F("jailSelf", Null), F("unjailSelf", Null)));
        var ip = Map(F("Ip", Text));
        Add("CValidatorAction", null, Variant(
            [Type],
            F("changeProfile", Map(
                F("node_ip", ip, WirePresence.NullWhenAbsent), F("name", Text, WirePresence.NullWhenAbsent), F("description", Text, WirePresence.NullWhenAbsent), F("unjailed", Flag),
                F("disable_delegations", Flag, WirePresence.NullWhenAbsent), F("commission_bps", Unsigned, WirePresence.NullWhenAbsent), F("signer", WireType.Address, WirePresence.NullWhenAbsent))),
            F("register", Map(
                F("profile", Map(F("node_ip", ip), F("name", Text), F("description", Text), F("delegations_disabled", Flag), F("commission_bps", Unsigned), F("signer", WireType.Address))),
                F("unjailed", Flag), F("initial_wei", Unsigned))),
            F("unregister", Null)));
        Chain("validatorL1Stream", F("riskFreeRate", WireType.Decimal));

        // Outcomes.
        Add("userOutcome", null, Variant(
            [Type],
            F("splitOutcome", Map(F("outcome", Unsigned), F("amount", WireType.Decimal))),
            F("mergeOutcome", Map(F("outcome", Unsigned), F("amount", WireType.Decimal, WirePresence.NullWhenAbsent))),
            F("mergeQuestion", Map(F("question", Unsigned), F("amount", WireType.Decimal, WirePresence.NullWhenAbsent))),
            F("negateOutcome", Map(F("question", Unsigned), F("outcome", Unsigned), F("amount", WireType.Decimal)))));
        Add("activateOutcomeDeployer", null, Variant([Type], F("activate", Map(F("venueName", Text))), F("deactivate", Null), F("isDeactivate", Flag)));
        Add("outcomeDeploy", null, Map(Type, F("venue", Text), F("operation", OutcomeOperation())));

        // Deployments.
        Add("spotDeploy", null, Variant([Type], [.. SpotVariants()]));
        Add("perpDeploy", null, Variant([Type], [.. PerpVariants()]));
        Chain("finalizeEvmContract", F("token", Unsigned), F("input", Either(
            s => s.Kind == System.Text.Json.JsonValueKind.Object, Map(F("create", Map(F("nonce", Unsigned)))), Word("firstStorageSlot", "customStorageSlot"))));
        Chain("authorizeAqav2Role", F("token", Unsigned), F("role", Word("technical", "treasury")));
        Chain("gossipPriorityBid", F("slotId", Unsigned), F("ip", Text), F("maxGas", Unsigned));
        Chain("hip3LiquidatorTransfer", F("dex", Text), F("ntl", Unsigned), F("isDeposit", Flag));
        return entries;

        void Add(string name, SignedMessage? message, WireType type) => entries.Add(name, new Entry(type, message));

        void Chain(string name, params WireField[] fields) => Add(name, null, Map([Type, .. fields]));

        void User(string name, string primary, params WireField[] fields) => Add(
            name,
            new SignedMessage(primary, [.. fields.Select(f => (f.Name, SolidityType(name, f.Name)))]),
            Map([Type, F("signatureChainId", ChainId), F("hyperliquidChain", Word("Mainnet", "Testnet")), .. fields]));
    }

    private static WireField Type => F("type", Text);

    /// <summary>An address, or nothing as an empty text.</summary>
    private static WireType OptionalAddress => Either(s => s.Kind == System.Text.Json.JsonValueKind.String && s.Text().Length == 0, Text, SignedAddress);

    /// <summary>A decimal, and the sub-account it is about after <c> subaccount:</c>.</summary>
    private static WireType ClassAmount => Custom(s =>
        TrySplitClassAmount(s.Text(), out _, out _) ? new TextNode(s.Text()) : throw s.Wrong("a decimal string, or one followed by ' subaccount:' and an address"));

    /// <summary>Takes the amount of <c>usdClassTransfer</c> apart.</summary>
    public static bool TrySplitClassAmount(string text, out WireDecimal amount, out EthereumAddress? subAccount)
    {
        const string Mark = " subaccount:";
        subAccount = null;
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0) return WireDecimal.TryParse(text, out amount);

        if (EthereumAddress.TryParse(text[(at + Mark.Length)..], out var address)) subAccount = address;
        return WireDecimal.TryParse(text[..at], out amount) && subAccount is not null;
    }

    private static WireField F(string name, WireType type, WirePresence presence = WirePresence.Required) => new(name, type, presence);

    // The same member has the same type in every message, but for one.
    private static string SolidityType(string action, string member) => member switch
    {
        "time" or "nonce" or "wei" or "gasLimit" => "uint64",
        "destinationChainId" => "uint32",
        "toPerp" or "enabled" or "isUndelegate" or "isFinalize" => "bool",
        "agentAddress" or "builder" or "validator" or "user" or "tradingUser" => "address",
        "data" when action == "sendToEvmWithData" => "bytes",
        _ => "string",
    };

    private static IEnumerable<WireField> SpotVariants()
    {
        var token = Map(F("token", Unsigned));
        yield return F("registerToken2", Map(F("spec", Map(F("name", Text), F("szDecimals", Unsigned), F("weiDecimals", Unsigned))), F("maxGas", Unsigned), F("fullName", Text, WirePresence.Optional)));
        yield return F("userGenesis", Map(
            F("token", Unsigned), F("userAndWei", List(Tuple(WireType.Address, WireType.Decimal))), F("existingTokenAndWei", List(Tuple(Unsigned, WireType.Decimal))),
            F("blacklistUsers", List(Tuple(WireType.Address, Flag)), WirePresence.Optional)));
        yield return F("genesis", Map(F("token", Unsigned), F("maxSupply", WireType.Decimal), F("noHyperliquidity", Flag, WirePresence.OnlyTrue)));
        yield return F("registerSpot", Map(F("tokens", Tuple(Unsigned, Unsigned))));
        yield return F("registerHyperliquidity", Map(F("spot", Unsigned), F("startPx", WireType.Decimal), F("orderSz", WireType.Decimal), F("nOrders", Unsigned), F("nSeededLevels", Unsigned, WirePresence.Optional)));
        yield return F("setDeployerTradingFeeShare", Map(F("token", Unsigned), F("share", Percent)));
        foreach (var name in (string[])["enableQuoteToken", "disableQuoteToken", "enableFreezePrivilege", "revokeFreezePrivilege"]) yield return F(name, token);

        // The documents and the chain's transactions disagree about the form of these two.
        foreach (var name in (string[])["enableAlignedQuoteToken", "disableAlignedQuoteToken"]) yield return F(name, Either(s => s.Kind == System.Text.Json.JsonValueKind.Array, Tuple(Unsigned), token));
        yield return F("requestEvmContract", Map(F("token", Unsigned), F("address", WireType.Address), F("evmExtraWeiDecimals", Signed)));
        yield return F("freezeUser", Map(F("token", Unsigned), F("user", WireType.Address), F("freeze", Flag)));
        yield return F("setTokenAnnotation", Map(F("token", Unsigned), F("annotation", Annotation())));
        yield return F("setDeployerLabel", Map(F("label", Text)));
        yield return F("outcome", OutcomeOperation());
    }

    private static IEnumerable<WireField> PerpVariants()
    {
        var schema = Map(F("fullName", Text), F("collateralToken", Unsigned), F("oracleUpdater", WireType.Address, WirePresence.NullWhenAbsent));
        var prices = List(Tuple(Text, WireType.Decimal));
        foreach (var (name, mode) in ((string, WireField)[])[
            ("registerAsset2", F("marginMode", Word("strictIsolated", "noCross", "normal"))),
            ("registerAsset", F("onlyIsolated", Flag))])
        {
            yield return F(name, Map(
                F("maxGas", Unsigned, WirePresence.NullWhenAbsent),
                F("assetRequest", Map(F("coin", Text), F("szDecimals", Unsigned), F("oraclePx", WireType.Decimal), F("marginTableId", Unsigned), mode)),
                F("dex", Text),
                F("schema", schema, WirePresence.NullWhenAbsent)));
        }

        yield return F("setOracle", Map(F("dex", Text), F("oraclePxs", prices), F("markPxs", List(prices)), F("externalPerpPxs", prices)));
        foreach (var name in (string[])["setFundingMultipliers", "setFundingInterestRates", "setFundingClamps"]) yield return F(name, prices);
        yield return F("haltTrading", Map(F("coin", Text), F("isHalted", Flag)));
        yield return F("setMarginTableIds", List(Tuple(Text, Unsigned)));
        yield return F("insertMarginTable", Map(F("dex", Text), F("marginTable", Map(F("description", Text), F("marginTiers", List(Map(F("lowerBound", Unsigned), F("maxLeverage", Unsigned))))))));
        yield return F("setFeeRecipient", Map(F("dex", Text), F("feeRecipient", WireType.Address)));
        yield return F("setOpenInterestCaps", Nullable(List(Tuple(Text, Nullable(Unsigned)))));
        yield return F("setSubDeployers", Map(F("dex", Text), F("subDeployers", SubDeployers())));
        yield return F("setMarginModes", List(Tuple(Text, Word("strictIsolated", "noCross", "normal"))));
        yield return F("setFeeScale", Map(F("dex", Text), F("scale", WireType.Decimal)));
        yield return F("setGrowthModes", List(Tuple(Text, Flag)));
        yield return F("setDeployerFees", List(Tuple(Text, Map(F("scale", WireType.Decimal), F("growthMode", Flag, WirePresence.Optional)))));
        yield return F("setPerpAnnotation", Map(F("coin", Text), F("category", Text), F("description", Text), F("displayName", Text, WirePresence.NullWhenAbsent), F("keywords", List(Text))));
        yield return F("disableDex", Text);
    }

    private static WireType OutcomeOperation()
    {
        var words = List(Tuple(Text, Text));
        var pair = Tuple(Text, Text);
        var template = Map(F("id", Text), F("keywordToValue", words));
        var settlement = Map(F("outcome", Unsigned), F("settleFraction", WireType.Decimal), F("details", Text), F("nameAndDescription", pair), F("sideNames", pair));
        return Variant(
            [],
            F("registerStandaloneOutcomeFromTemplate", Map(F("id", Text), F("keywordToValue", words), F("deployerFeeScale", WireType.Decimal, WirePresence.Optional))),
            F("registerQuestionFromTemplate", Map(F("questionTemplateInstance", template), F("namedOutcomeTemplateInstances", List(template)))),
            F("registerAndAssociateNamedOutcomeFromTemplate", Map(F("question", Unsigned), F("namedOutcomeTemplateInstance", template))),
            F("settleOutcome", settlement),
            F("settleQuestion2", Map(F("question", Unsigned), F("outcomeSettlements", List(settlement)), F("nameAndDescription", pair))),
            F("setSubDeployers", SubDeployers()));
    }

    private static WireType Annotation() =>
        Map(F("category", Text), F("description", Text), F("displayName", Text, WirePresence.NullWhenAbsent), F("keywords", List(Text)));

    private static WireType SubDeployers() => List(Map(F("variant", Text), F("user", WireType.Address), F("allowed", Flag)));
}
